package org.atled.nn.layer;

import java.util.Optional;
import org.atled.core.error.ShapeException;
import org.atled.core.tensor.Indexed;
import org.atled.core.tensor.Pooling;
import org.atled.core.tensor.Tensor;
import org.atled.nn.Layer;
import org.atled.nn.Mode;

/** The greatest of each window: {@link Tensor#maxPool2d}. */
public abstract sealed class MaxPool extends Layer permits MaxPool1d, MaxPool2d, MaxPool3d {
  /**
   * What a layer is made from.
   *
   * @param pooling the windows
   */
  public record Config(Pooling pooling) {}

  private final int axes;
  private final Pooling pooling;

  MaxPool(int axes, Config config) {
    this.axes = axes;
    this.pooling = config.pooling();
  }

  @Override
  protected Tensor forward(Tensor x, Mode mode) {
    return switch (axes) {
      case 1 -> x.maxPool1d(pooling);
      case 2 -> x.maxPool2d(pooling);
      default -> x.maxPool3d(pooling);
    };
  }

  /**
   * As {@link #apply(Tensor, Mode)}, with the places that {@link MaxUnpool} takes: {@link
   * Tensor#maxPoolAt}.
   *
   * @throws ShapeException if it is not [batch, channels, axes..]
   */
  public final Indexed applyAt(Tensor x, Mode mode) {
    return call(
        mode,
        () -> {
          if (x.shape().rank() != axes + 2) {
            throw new ShapeException(
                "the input is %s but must be [batch, channels%s]."
                    .formatted(x.shape(), ", size".repeat(axes)));
          }
          return x.maxPoolAt(pooling);
        });
  }

  @Override
  public Optional<Config> config() {
    return Optional.of(new Config(pooling));
  }

  @Override
  public String toString() {
    return "%s(%s)".formatted(getClass().getSimpleName(), pooling.words());
  }
}
