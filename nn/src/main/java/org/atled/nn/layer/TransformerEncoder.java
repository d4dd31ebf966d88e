package org.atled.nn.layer;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.atled.core.error.ArgumentException;
import org.atled.core.error.StateException;
import org.atled.core.tensor.Tensor;
import org.atled.nn.Mode;
import org.atled.nn.Module;
import org.atled.nn.init.Initializer;

/** Encoder layers one after another: [batch, steps, width] → the same. PyTorch's. */
public final class TransformerEncoder extends Module {
  /**
   * What a module is made from.
   *
   * @param layer each of them
   * @param layers how many
   * @param norm whether a layer norm stands behind the last, as it should if norms come first
   */
  public record Config(TransformerLayer.Config layer, long layers, boolean norm) {
    public Config {
      if (layers < 1) {
        throw new ArgumentException(
            "A transformer takes at least 1 layer, not %d.".formatted(layers));
      }
    }
  }

  /**
   * The results of some more steps.
   *
   * @param result for these
   * @param caches of all so far, one for each layer
   */
  public record Step(Tensor result, List<MultiheadAttention.Cache> caches) {}

  private final Config config;
  private final Stack<TransformerEncoderLayer> layers;
  private final Optional<LayerNorm> norm;

  public TransformerEncoder(Config config) {
    this(config, Initializer.standard());
  }

  /** With matrices of its layers that start in another way. */
  TransformerEncoder(Config config, Initializer matrices) {
    this.config = config;
    layers =
        child(
            "layers",
            new Stack<>(
                Stream.generate(() -> new TransformerEncoderLayer(config.layer(), matrices))
                    .limit(config.layers())
                    .toList()));
    norm =
        config.norm()
            ? Optional.of(child("norm", TransformerLayer.norm(config.layer())))
            : Optional.empty();
  }

  /** For sequences that may look at what a mask allows. */
  public Tensor apply(Tensor x, Mask mask, Mode mode) {
    return call(
        mode,
        () -> {
          Tensor y = x;
          for (TransformerEncoderLayer layer : layers.each()) {
            y = layer.apply(y, mask, mode);
          }
          return normed(y, mode);
        });
  }

  /**
   * For the next steps of a sequence, none of which looks ahead: what {@link #apply} gives for them
   * in the whole sequence under a {@linkplain Mask#causally causal} mask.
   *
   * @param before the caches that the steps before left; empty at the beginning
   * @param mask of keys and pairs, of all steps so far
   */
  public Step step(Tensor x, List<MultiheadAttention.Cache> before, Mask mask, Mode mode) {
    return call(
        mode,
        () -> {
          if (!before.isEmpty() && before.size() != layers.each().size()) {
            throw new StateException(
                "there are %d caches for %d layers; give those that the last step left."
                    .formatted(before.size(), layers.each().size()));
          }
          List<MultiheadAttention.Cache> after = new ArrayList<>();
          Tensor y = x;
          for (int i = 0; i < layers.each().size(); i++) {
            Optional<MultiheadAttention.Cache> cache =
                before.isEmpty() ? Optional.empty() : Optional.of(before.get(i));
            MultiheadAttention.Step step = layers.each().get(i).step(y, cache, mask, mode);
            y = step.result();
            after.add(step.cache());
          }
          return new Step(normed(y, mode), List.copyOf(after));
        });
  }

  private Tensor normed(Tensor y, Mode mode) {
    return norm.map(layer -> layer.apply(y, mode)).orElse(y);
  }

  @Override
  public Optional<Config> config() {
    return Optional.of(config);
  }

  @Override
  public String toString() {
    return "TransformerEncoder(%d layers)".formatted(config.layers());
  }
}
