package org.atled.nn.layer;

import java.util.Optional;
import org.atled.core.error.ShapeException;
import org.atled.core.tensor.Pooling;
import org.atled.core.tensor.Tensor;
import org.atled.nn.Mode;
import org.atled.nn.Module;

/**
 * What {@link MaxPool#applyAt} found, put back where it stood, zeros elsewhere: {@link
 * Tensor#maxUnpool}.
 */
public abstract sealed class MaxUnpool extends Module
    permits MaxUnpool1d, MaxUnpool2d, MaxUnpool3d {
  /**
   * What a module is made from.
   *
   * @param pooling the windows of the pooling that it undoes
   */
  public record Config(Pooling pooling) {}

  private final int axes;
  private final Config config;

  MaxUnpool(int axes, Config config) {
    this.axes = axes;
    this.config = config;
  }

  /**
   * The function.
   *
   * @param x the greatest of the windows
   * @param places where they stood
   * @param sizes of the axes before the pooling; none for the least that it gives so many windows
   *     of
   * @throws ShapeException if these do not fit
   */
  public final Tensor apply(Tensor x, Tensor places, Mode mode, long... sizes) {
    return call(
        mode,
        () -> {
          if (x.shape().rank() != axes + 2) {
            throw new ShapeException(
                "the input is %s but must be [batch, channels%s]."
                    .formatted(x.shape(), ", windows".repeat(axes)));
          }
          return x.maxUnpool(places, config.pooling(), sizes);
        });
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
