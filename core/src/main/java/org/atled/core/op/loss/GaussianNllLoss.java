package org.atled.core.op.loss;

import java.util.List;
import org.atled.core.error.ArgumentException;
import org.atled.core.error.ShapeException;
import org.atled.core.shape.Shape;
import org.atled.core.tensor.Composite;
import org.atled.core.tensor.Operands;
import org.atled.core.tensor.Reduction;
import org.atled.core.tensor.Tensor;

/**
 * (ln v + (x − t)²/v)/2 with v the variance, or ε where it is less; with ln(2π)/2 if it is to be
 * the whole (Nix and Weigend 1994). The gradient takes no notice of ε's limit.
 */
public record GaussianNllLoss(boolean full, double eps, Reduction reduction) implements Composite {
  private static final double HALF_LOG_2_PI = 0.9189385332046727;

  public GaussianNllLoss {
    if (!(eps > 0)) {
      throw new ArgumentException("gaussianNllLoss: eps must be above 0, not " + eps + ".");
    }
  }

  @Override
  public Operands operands() {
    return Operands.exactly(3);
  }

  @Override
  public Tensor define(List<Tensor> inputs) {
    Tensor x = inputs.get(0);
    Tensor target = inputs.get(1);
    Targets.checkFloats(x);
    Targets.checkShape(x, target);
    Tensor variance = aligned(inputs.get(2), x.shape()).to(x.dtype());
    Targets.check(
        variance, v -> !(v < 0), "the variance", "at least 0; take the exponential of outputs.");
    // The value of ε exactly, with the gradient of the variance.
    Tensor v = variance.lt(eps).where(variance.sub(variance.detach()).add(eps), variance);
    Tensor d = x.sub(target.to(x.dtype()));
    Tensor losses = v.log().add(d.square().div(v)).mul(0.5);
    return reduction.of(full ? losses.add(HALF_LOG_2_PI) : losses);
  }

  /** One variance for each element, or one for all along the last axis. */
  private static Tensor aligned(Tensor variance, Shape shape) {
    Shape given = variance.shape();
    if (given.equals(shape)) {
      return variance;
    }
    if (shape.rank() > 0) {
      Shape one = shape.with(shape.rank() - 1, 1);
      if (given.equals(one)) {
        return variance;
      }
      if (given.equals(shape.slice(0, shape.rank() - 1))) {
        return variance.unsqueeze(-1);
      }
    }
    throw new ShapeException(
        "the variance is "
            + given
            + " but the output is "
            + shape
            + "; give one for each element, or one for all along the last axis.");
  }
}
