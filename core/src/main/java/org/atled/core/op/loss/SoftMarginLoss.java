package org.atled.core.op.loss;

import org.atled.core.tensor.Reduction;
import org.atled.core.tensor.Tensor;

/** ln(1 + e^(−t·x)). */
public record SoftMarginLoss(Reduction reduction) implements PairLoss {

  @Override
  public Tensor each(Tensor x, Tensor t) {
    return t.mul(x).neg().softplus();
  }
}
