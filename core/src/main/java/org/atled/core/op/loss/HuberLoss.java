package org.atled.core.op.loss;

import org.atled.core.error.ArgumentException;
import org.atled.core.tensor.Reduction;
import org.atled.core.tensor.Tensor;

/** d²/2 where d = |x − t| is less than δ, else δ·(d − δ/2) (Huber 1964). */
public record HuberLoss(double delta, Reduction reduction) implements PairLoss {
  public HuberLoss {
    if (!(delta > 0)) {
      throw new ArgumentException("huberLoss: delta must be above 0, not " + delta + ".");
    }
  }

  @Override
  public Tensor each(Tensor x, Tensor t) {
    // With c = min(d, δ) both are c·(d − c/2), which has no branch where ∞ would meet 0.
    Tensor d = x.sub(t).abs();
    Tensor c = d.minimum(delta);
    return c.mul(d.sub(c.mul(0.5)));
  }
}
