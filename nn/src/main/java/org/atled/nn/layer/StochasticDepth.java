package org.atled.nn.layer;

import java.util.Locale;
import java.util.Optional;
import org.atled.core.error.ArgumentException;
import org.atled.core.error.ShapeException;
import org.atled.core.shape.DType;
import org.atled.core.shape.Shape;
import org.atled.core.tensor.Sample;
import org.atled.core.tensor.Tensor;
import org.atled.core.tensor.TensorType;
import org.atled.nn.Layer;
import org.atled.nn.Mode;

/**
 * In training the whole input is zeroed with probability p, and divided by 1 − p otherwise, so that
 * evaluation, which passes it, sees the same mean: at the end of the body of a {@link Residual} it
 * leaves out the block (Huang et al. 2016). Any shape, batch first → the same. torchvision's.
 */
public final class StochasticDepth extends Layer {
  /** What lives or dies together. */
  public enum Unit {
    /** The batch: one draw for all. */
    BATCH,
    /** Each example: a draw of its own. */
    ROW
  }

  /**
   * What a layer is made from.
   *
   * @param p the probability with which it is zeroed, in [0, 1]
   * @param unit torchvision's mode
   */
  public record Config(double p, Unit unit) {
    public Config {
      if (!(p >= 0 && p <= 1)) {
        throw new ArgumentException(
            "StochasticDepth: the probability is %s but must be from 0 to 1.".formatted(p));
      }
    }
  }

  private final Config config;

  public StochasticDepth(double p, Unit unit) {
    this(new Config(p, unit));
  }

  public StochasticDepth(Config config) {
    this.config = config;
  }

  @Override
  protected Tensor forward(Tensor x, Mode mode) {
    double p = config.p();
    if (p == 0 || mode.dropping().isEmpty()) {
      return x;
    }
    Mode.Training training = mode.dropping().get();
    int rank = x.shape().rank();
    if (rank == 0) {
      throw new ShapeException("the input is one number but must be [batch, ..].");
    }
    Shape one = Shape.of(1);
    for (int axis = 1; axis < rank; axis++) {
      one = one.concat(Shape.of(1));
    }
    boolean rows = config.unit() == Unit.ROW;
    Tensor draw =
        Sample.uniform(
            draws(training),
            training.step().value(),
            rows ? training.examples() : Optional.empty(),
            new TensorType(DType.FLOAT32, rows ? one.with(0, x.shape().size(0)) : one));
    return draw.ge(p).where(x.mul(p == 1 ? 0 : 1 / (1 - p)), 0.0);
  }

  @Override
  public Optional<Config> config() {
    return Optional.of(config);
  }

  @Override
  public String toString() {
    return "StochasticDepth(%s, %s)"
        .formatted(config.p(), config.unit().name().toLowerCase(Locale.ROOT));
  }
}
