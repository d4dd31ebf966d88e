package org.atled.nn.loss;

import org.atled.core.tensor.Tensor;

/**
 * Logistic loss of logits z against targets y in [0, 1]: mean(−y·ln σ(z) − (1 − y)·ln(1 − σ(z))),
 * computed as softplus(z) − y·z, which neither overflows nor takes the logarithm of 0.
 */
public record BCEWithLogitsLoss() implements Loss {
  @Override
  public Tensor of(Tensor output, Tensor target) {
    Tensor z = MSELoss.same("BCEWithLogitsLoss", output, target);
    return z.softplus().sub(z.mul(target.to(z.dtype()))).mean();
  }
}
