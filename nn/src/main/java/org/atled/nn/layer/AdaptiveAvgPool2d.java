package org.atled.nn.layer;

import java.util.Optional;
import org.atled.core.tensor.Tensor;
import org.atled.nn.Layer;
import org.atled.nn.Mode;

/**
 * Means of so many windows, whatever the size of the image: [batch, channels, height, width] →
 * [batch, channels, rows, columns], {@link Tensor#adaptiveAvgPool}.
 */
public final class AdaptiveAvgPool2d extends Layer {
  /**
   * What a layer is made from.
   *
   * @param rows windows along the height
   * @param columns windows along the width
   */
  public record Config(long rows, long columns) {}

  private final Config config;

  /** As many along both axes; 1 for the mean of each channel. */
  public AdaptiveAvgPool2d(long windows) {
    this(new Config(windows, windows));
  }

  public AdaptiveAvgPool2d(Config config) {
    this.config = config;
  }

  @Override
  protected Tensor forward(Tensor x, Mode mode) {
    return x.adaptiveAvgPool(config.rows(), config.columns());
  }

  @Override
  public Optional<Config> config() {
    return Optional.of(config);
  }

  @Override
  public String toString() {
    return "AdaptiveAvgPool2d(" + config.rows() + "×" + config.columns() + ")";
  }
}
