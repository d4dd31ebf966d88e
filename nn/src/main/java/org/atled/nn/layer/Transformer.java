package org.atled.nn.layer;

import java.util.Optional;
import org.atled.core.tensor.Tensor;
import org.atled.nn.Mode;
import org.atled.nn.Module;
import org.atled.nn.init.Initializer;

/**
 * An encoder, and a decoder that looks at its result, each with a last norm: [batch, keys, width]
 * and [batch, steps, width] → [batch, steps, width]. PyTorch's, of Vaswani et al. 2017; as there,
 * all its matrices start by {@link Initializer#xavierUniform}.
 */
public final class Transformer extends Module {
  /**
   * What a module is made from.
   *
   * @param layer each of them
   * @param encoderLayers how many
   * @param decoderLayers how many
   */
  public record Config(TransformerLayer.Config layer, long encoderLayers, long decoderLayers) {}

  private final Config config;
  private final TransformerEncoder encoder;
  private final TransformerDecoder decoder;

  public Transformer(Config config) {
    this.config = config;
    Initializer matrices = Initializer.xavierUniform(1);
    encoder =
        child(
            "encoder",
            new TransformerEncoder(
                new TransformerEncoder.Config(config.layer(), config.encoderLayers(), true),
                matrices));
    decoder =
        child(
            "decoder",
            new TransformerDecoder(
                new TransformerEncoder.Config(config.layer(), config.decoderLayers(), true),
                matrices));
  }

  /**
   * The function.
   *
   * @param source what the encoder reads
   * @param target what the decoder has so far
   * @param sourceMask of the source
   * @param targetMask of the target, such as {@link Mask#causally}
   * @param memoryMask of the encoder's result, such as the padding of the source
   */
  public Tensor apply(
      Tensor source, Tensor target, Mask sourceMask, Mask targetMask, Mask memoryMask, Mode mode) {
    return call(
        mode,
        () ->
            decoder.apply(
                target, encoder.apply(source, sourceMask, mode), targetMask, memoryMask, mode));
  }

  /** What reads the source. */
  public TransformerEncoder encoder() {
    return encoder;
  }

  /** What writes the target. */
  public TransformerDecoder decoder() {
    return decoder;
  }

  @Override
  public Optional<Config> config() {
    return Optional.of(config);
  }

  @Override
  public String toString() {
    return "Transformer(%d and %d layers)"
        .formatted(config.encoderLayers(), config.decoderLayers());
  }
}
