package org.atled.nn.layer;

import java.util.Optional;
import org.atled.core.error.ShapeException;
import org.atled.core.shape.DType;
import org.atled.core.shape.Shape;
import org.atled.core.tensor.Sample;
import org.atled.core.tensor.Tensor;
import org.atled.core.tensor.TensorType;
import org.atled.nn.Layer;
import org.atled.nn.Mode;

/**
 * {@link Dropout} of whole channels, whose neighbours tell too much of each other: Tompson et al.
 * 2015. [batch, channels, axes..] → the same.
 */
public abstract sealed class ChannelDropout extends Layer permits Dropout1d, Dropout2d, Dropout3d {
  private final Dropout.Config config;
  private final String spatial;

  /**
   * Over inputs of some rank.
   *
   * @param spatial the names of the spatial axes
   */
  ChannelDropout(Dropout.Config config, String spatial) {
    this.config = config;
    this.spatial = spatial;
  }

  @Override
  protected Tensor forward(Tensor x, Mode mode) {
    Shape shape = x.shape();
    if (shape.rank() != 2 + spatial.split(",", -1).length) {
      throw new ShapeException(
          "the input is %s but must be [batch, channels, %s].".formatted(shape, spatial));
    }
    double p = config.p();
    if (p == 0 || mode.dropping().isEmpty()) {
      return x;
    }
    Mode.Training training = mode.dropping().get();
    Shape each = shape;
    for (int axis = 2; axis < shape.rank(); axis++) {
      each = each.with(axis, 1);
    }
    Tensor draw =
        Sample.uniform(
            draws(training),
            training.step().value(),
            training.examples(),
            new TensorType(DType.FLOAT32, each));
    return draw.ge(p).where(x.mul(1 / (1 - p)), 0.0);
  }

  @Override
  public Optional<Dropout.Config> config() {
    return Optional.of(config);
  }

  @Override
  public String toString() {
    return "%s(%s)".formatted(getClass().getSimpleName(), config.p());
  }
}
