package org.atled.nn.layer;

import java.util.Optional;
import org.atled.core.tensor.Pooling;
import org.atled.core.tensor.Tensor;
import org.atled.nn.Layer;
import org.atled.nn.Mode;

/** (Σ xᵖ)^(1/p) over each window: {@link Tensor#lpPool2d}. */
public abstract sealed class LPPool extends Layer permits LPPool1d, LPPool2d {
  /**
   * What a layer is made from.
   *
   * @param p the power
   * @param pooling the windows
   */
  public record Config(double p, Pooling pooling) {}

  private final int axes;
  private final Config config;

  LPPool(int axes, Config config) {
    this.axes = axes;
    this.config = config;
  }

  @Override
  protected Tensor forward(Tensor x, Mode mode) {
    return axes == 1
        ? x.lpPool1d(config.p(), config.pooling())
        : x.lpPool2d(config.p(), config.pooling());
  }

  @Override
  public Optional<Config> config() {
    return Optional.of(config);
  }

  @Override
  public String toString() {
    return "%s(%s, %s)".formatted(getClass().getSimpleName(), config.p(), config.pooling().words());
  }
}
