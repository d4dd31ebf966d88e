package org.atled.core.op.loss;

import java.util.List;
import org.atled.core.error.ArgumentException;
import org.atled.core.shape.Axes;
import org.atled.core.tensor.Composite;
import org.atled.core.tensor.Operands;
import org.atled.core.tensor.Tensor;

/** (Σ |x − y + ε|^p)^(1/p) over the last axis, after broadcasting; the greatest for p = ∞. */
public record PairwiseDistance(double p, double eps, boolean keepAxis) implements Composite {
  public PairwiseDistance {
    if (!(p > 0)) {
      throw new ArgumentException("pairwiseDistance: p must be above 0, not " + p + ".");
    }
  }

  @Override
  public Operands operands() {
    return Operands.exactly(2);
  }

  @Override
  public Tensor define(List<Tensor> inputs) {
    Targets.checkFloats(inputs.get(0));
    Targets.checkFloats(inputs.get(1));
    Axes last = keepAxis ? Axes.of(-1).kept() : Axes.of(-1);
    Tensor d = inputs.get(0).sub(inputs.get(1)).add(eps);
    if (p == 2) {
      Tensor squares = d.square().sum(last);
      // As PyTorch's norm, without a slope at 0, where that of the root is infinite.
      Tensor zero = squares.eq(0);
      return zero.where(0.0, zero.where(1.0, squares).sqrt());
    }
    Tensor sizes = d.abs();
    if (p == 1) {
      return sizes.sum(last);
    }
    return p == Double.POSITIVE_INFINITY
        ? sizes.max(last)
        : power(power(sizes, p).sum(last), 1 / p);
  }

  /** x^e for x ≥ 0, without a slope at 0. */
  private static Tensor power(Tensor x, double e) {
    Tensor zero = x.eq(0);
    return zero.where(0.0, zero.where(1.0, x).log().mul(e).exp());
  }
}
