package org.atled.core.op.loss;

import org.atled.core.tensor.Reduction;
import org.atled.core.tensor.Tensor;

/** (x − t)². */
public record MseLoss(Reduction reduction) implements PairLoss {

  @Override
  public Tensor each(Tensor x, Tensor t) {
    return x.sub(t).square();
  }
}
