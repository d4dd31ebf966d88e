package org.atled.core.op.loss;

import org.atled.core.error.ArgumentException;
import org.atled.core.tensor.Reduction;
import org.atled.core.tensor.Tensor;

/** d²/2β where d = |x − t| is less than β, else d − β/2 (Girshick 2015); for β = 0 it is d. */
public record SmoothL1Loss(double beta, Reduction reduction) implements PairLoss {
  public SmoothL1Loss {
    if (!(beta >= 0)) {
      throw new ArgumentException("smoothL1Loss: beta must be at least 0, not " + beta + ".");
    }
  }

  @Override
  public Tensor each(Tensor x, Tensor t) {
    Tensor d = x.sub(t).abs();
    if (beta == 0) {
      return d;
    }
    // With c = min(d, β) both are c/β·(d − c/2), which has no branch where ∞ would meet 0.
    Tensor c = d.minimum(beta);
    return c.div(beta).mul(d.sub(c.mul(0.5)));
  }
}
