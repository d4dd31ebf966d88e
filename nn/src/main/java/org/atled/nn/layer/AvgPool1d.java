package org.atled.nn.layer;

import java.util.Optional;
import org.atled.core.tensor.Pooling;
import org.atled.core.tensor.Tensor;
import org.atled.nn.Layer;
import org.atled.nn.Mode;

/** The mean of each window over one axis: {@link Tensor#avgPool1d}. */
public final class AvgPool1d extends Layer {
  /**
   * What a layer is made from.
   *
   * @param pooling the windows
   * @param countPadding whether the zeros around count
   */
  public record Config(Pooling pooling, boolean countPadding) {}

  private final Config config;

  /** Windows of one size, side by side. */
  public AvgPool1d(long kernel) {
    this(Pooling.of(kernel));
  }

  /** Windows in which zeros around count. */
  public AvgPool1d(Pooling pooling) {
    this(new Config(pooling, true));
  }

  public AvgPool1d(Config config) {
    this.config = config;
  }

  @Override
  protected Tensor forward(Tensor x, Mode mode) {
    return x.avgPool1d(config.pooling(), config.countPadding());
  }

  @Override
  public Optional<Config> config() {
    return Optional.of(config);
  }

  @Override
  public String toString() {
    return "AvgPool1d(" + config.pooling().words() + ")";
  }
}
