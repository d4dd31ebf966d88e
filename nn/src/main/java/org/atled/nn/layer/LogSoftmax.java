package org.atled.nn.layer;

import java.util.Optional;
import org.atled.core.tensor.Tensor;
import org.atled.nn.Layer;
import org.atled.nn.Mode;

/**
 * ln(eˣ / Σ eˣ) along an axis, without overflow: any shape → the same. What {@link
 * org.atled.nn.loss.NLLLoss} takes.
 */
public final class LogSoftmax extends Layer {
  /**
   * What a layer is made from.
   *
   * @param axis along which it is taken; negative to count from the end
   */
  public record Config(int axis) {}

  private final Config config;

  public LogSoftmax(int axis) {
    this(new Config(axis));
  }

  public LogSoftmax(Config config) {
    this.config = config;
  }

  @Override
  protected Tensor forward(Tensor x, Mode mode) {
    return x.logSoftmax(config.axis());
  }

  @Override
  public Optional<Config> config() {
    return Optional.of(config);
  }

  @Override
  public String toString() {
    return "LogSoftmax(" + config.axis() + ")";
  }
}
