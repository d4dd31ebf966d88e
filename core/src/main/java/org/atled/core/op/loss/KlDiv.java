package org.atled.core.op.loss;

import org.atled.core.tensor.Reduction;
import org.atled.core.tensor.Tensor;

/**
 * t·(ln t − x), 0·ln 0 being 0, of logarithms x; or e^t·(t − x) if the targets are logarithms too.
 */
public record KlDiv(boolean logTarget, Reduction reduction) implements PairLoss {

  @Override
  public Tensor each(Tensor x, Tensor t) {
    if (logTarget) {
      return t.exp().mul(t.sub(x));
    }
    // Where t is 0, its logarithm is not looked at: 0·∞ would be NaN, in the gradient too.
    Tensor zero = t.eq(0);
    Tensor entropy = zero.where(0.0, t.mul(zero.where(1.0, t).log()));
    return entropy.sub(t.mul(x));
  }
}
