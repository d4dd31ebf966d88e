package org.atled.nn.layer;

import java.util.Optional;
import java.util.stream.Stream;
import org.atled.core.tensor.Tensor;
import org.atled.nn.Mode;
import org.atled.nn.Module;
import org.atled.nn.init.Initializer;

/**
 * Decoder layers one after another: [batch, steps, width] and a memory [batch, keys, width] →
 * [batch, steps, width]. PyTorch's.
 */
public final class TransformerDecoder extends Module {
  private final TransformerEncoder.Config config;
  private final Stack<TransformerDecoderLayer> layers;
  private final Optional<LayerNorm> norm;

  public TransformerDecoder(TransformerEncoder.Config config) {
    this(config, Initializer.standard());
  }

  /** With matrices of its layers that start in another way. */
  TransformerDecoder(TransformerEncoder.Config config, Initializer matrices) {
    this.config = config;
    layers =
        child(
            "layers",
            new Stack<>(
                Stream.generate(() -> new TransformerDecoderLayer(config.layer(), matrices))
                    .limit(config.layers())
                    .toList()));
    norm =
        config.norm()
            ? Optional.of(child("norm", TransformerLayer.norm(config.layer())))
            : Optional.empty();
  }

  /**
   * The function.
   *
   * @param mask of the sequence, such as {@link Mask#causally}
   * @param memoryMask of the memory, such as {@link Mask#ofKeys} that are no padding
   */
  public Tensor apply(Tensor x, Tensor memory, Mask mask, Mask memoryMask, Mode mode) {
    return call(
        mode,
        () -> {
          Tensor y = x;
          for (TransformerDecoderLayer layer : layers.each()) {
            y = layer.apply(y, memory, mask, memoryMask, mode);
          }
          Tensor last = y;
          return norm.map(layer -> layer.apply(last, mode)).orElse(last);
        });
  }

  @Override
  public Optional<TransformerEncoder.Config> config() {
    return Optional.of(config);
  }

  @Override
  public String toString() {
    return "TransformerDecoder(%d layers)".formatted(config.layers());
  }
}
