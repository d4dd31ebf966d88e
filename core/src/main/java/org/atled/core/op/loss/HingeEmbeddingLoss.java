package org.atled.core.op.loss;

import org.atled.core.tensor.Reduction;
import org.atled.core.tensor.Tensor;

/** x where t = 1, max(0, margin − x) where t = −1. */
public record HingeEmbeddingLoss(double margin, Reduction reduction) implements PairLoss {

  @Override
  public Tensor each(Tensor x, Tensor t) {
    Targets.checkSigns(t);
    return t.eq(1).where(x, Targets.atLeastZero(x.neg().add(margin)));
  }
}
