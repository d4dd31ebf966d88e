package org.atled.nn.layer;

import java.util.Optional;
import org.atled.core.tensor.Tensor;
import org.atled.nn.Layer;
import org.atled.nn.Mode;

/**
 * eˣ / Σ eˣ along an axis: weights that add up to 1. Any shape → the same. A network that is
 * learned by cross-entropy ends without it: {@link org.atled.nn.loss.CrossEntropyLoss} takes
 * logits.
 */
public final class Softmax extends Layer {
  /**
   * What a layer is made from.
   *
   * @param axis along which it is taken; negative to count from the end
   */
  public record Config(int axis) {}

  private final Config config;

  public Softmax(int axis) {
    this(new Config(axis));
  }

  public Softmax(Config config) {
    this.config = config;
  }

  @Override
  protected Tensor forward(Tensor x, Mode mode) {
    return x.softmax(config.axis());
  }

  @Override
  public Optional<Config> config() {
    return Optional.of(config);
  }

  @Override
  public String toString() {
    return "Softmax(" + config.axis() + ")";
  }
}
