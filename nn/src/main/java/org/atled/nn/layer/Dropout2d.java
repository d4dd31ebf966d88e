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
 * 2015. [batch, channels, height, width] → the same.
 */
public final class Dropout2d extends Layer {
  private final Dropout.Config config;

  /**
   * A layer that drops channels with a probability.
   *
   * @throws org.atled.core.error.ArgumentException if p is not in [0, 1)
   */
  public Dropout2d(double p) {
    this(new Dropout.Config(p));
  }

  public Dropout2d(Dropout.Config config) {
    this.config = config;
  }

  @Override
  protected Tensor forward(Tensor x, Mode mode) {
    Shape shape = x.shape();
    if (shape.rank() != 4) {
      throw new ShapeException(
          "the input is %s but must be [batch, channels, height, width].".formatted(shape));
    }
    double p = config.p();
    if (p == 0 || !(mode instanceof Mode.Training training)) {
      return x;
    }
    Tensor draw =
        Sample.uniform(
            draws(training),
            training.step().value(),
            training.examples(),
            new TensorType(DType.FLOAT32, Shape.of(shape.size(0), shape.size(1), 1, 1)));
    return draw.ge(p).where(x.mul(1 / (1 - p)), 0.0);
  }

  @Override
  public Optional<Dropout.Config> config() {
    return Optional.of(config);
  }

  @Override
  public String toString() {
    return "Dropout2d(" + config.p() + ")";
  }
}
