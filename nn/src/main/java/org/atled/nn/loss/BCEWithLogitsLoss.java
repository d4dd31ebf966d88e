package org.atled.nn.loss;

import org.atled.core.tensor.Tensor;

/**
 * Logistic loss of logits z against targets y in [0, 1]: mean(−y·ln σ(z) − (1 − y)·ln(1 − σ(z))),
 * computed with softplus, which neither overflows nor takes the logarithm of 0: −ln σ(z) =
 * softplus(−z). Both terms are at least 0, so that a small loss is not the difference of two large
 * numbers.
 *
 * <p>Targets have the shape of the logits; or they are the numbers of two classes, INT64 or INT32
 * [batch], for logits [batch, 1] of class 1 against class 0.
 */
public record BCEWithLogitsLoss() implements Loss {
  @Override
  public Tensor of(Tensor output, Tensor target) {
    Tensor y = target;
    if (Labels.are(target)) {
      Labels.check("BCEWithLogitsLoss", target, 2);
      boolean column = output.shape().rank() == 2 && output.shape().size(1) == 1;
      y = column && target.shape().rank() == 1 ? target.unsqueeze(1) : target;
    }
    Tensor z = MSELoss.same("BCEWithLogitsLoss", output, y);
    y = y.to(z.dtype());
    return y.mul(z.neg().softplus()).add(y.neg().add(1).mul(z.softplus())).mean();
  }
}
