package org.atled.nn.loss;

import org.atled.core.tensor.Tensor;

/**
 * Logistic loss of logits z against targets y in [0, 1]: mean(−y·ln σ(z) − (1 − y)·ln(1 − σ(z))),
 * computed with softplus, which neither overflows nor takes the logarithm of 0: −ln σ(z) =
 * softplus(−z). Both terms are at least 0, so that a small loss is not the difference of two large
 * numbers.
 */
public record BCEWithLogitsLoss() implements Loss {
  @Override
  public Tensor of(Tensor output, Tensor target) {
    Tensor z = MSELoss.same("BCEWithLogitsLoss", output, target);
    Tensor y = target.to(z.dtype());
    return y.mul(z.neg().softplus()).add(y.neg().add(1).mul(z.softplus())).mean();
  }
}
