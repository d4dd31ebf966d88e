package org.atled.nn.layer;

import java.util.Optional;
import org.atled.core.tensor.Pooling;
import org.atled.core.tensor.Tensor;
import org.atled.nn.Layer;
import org.atled.nn.Mode;

/** The mean of each window: {@link Tensor#avgPool2d}. */
public abstract sealed class AvgPool extends Layer permits AvgPool1d, AvgPool2d, AvgPool3d {
  /**
   * What a layer is made from.
   *
   * @param pooling the windows
   * @param countPadding whether the zeros around count
   */
  public record Config(Pooling pooling, boolean countPadding) {}

  private final int axes;
  private final Config config;

  AvgPool(int axes, Config config) {
    this.axes = axes;
    this.config = config;
  }

  @Override
  protected Tensor forward(Tensor x, Mode mode) {
    return switch (axes) {
      case 1 -> x.avgPool1d(config.pooling(), config.countPadding());
      case 2 -> x.avgPool2d(config.pooling(), config.countPadding());
      default -> x.avgPool3d(config.pooling(), config.countPadding());
    };
  }

  @Override
  public Optional<Config> config() {
    return Optional.of(config);
  }

  @Override
  public String toString() {
    return "%s(%s)".formatted(getClass().getSimpleName(), config.pooling().words());
  }
}
