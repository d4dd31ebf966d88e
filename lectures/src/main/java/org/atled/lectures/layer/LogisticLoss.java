package org.atled.lectures.layer;

import org.atled.lectures.matrix.Matrix;
import org.atled.lectures.matrix.Pointwise;

/**
 * L = −1/b Σ (y ln p + (1 − y) ln(1 − p)) with p = σ(z) of logits z, which is 1/b Σ (ln(1 + eᶻ) − y
 * z); targets are 0 or 1.
 */
public final class LogisticLoss implements Loss {
  private final Kept<Matrix> p = new Kept<>("LogisticLoss");
  private final Kept<Matrix> y = new Kept<>("LogisticLoss");

  @Override
  public double forward(Matrix logits, Matrix target) {
    p.keep(logits.map(Pointwise::sigmoid));
    y.keep(target);
    return logits.zip(target, (z, t) -> Pointwise.softplus(z) - t * z).sum() / target.rows();
  }

  /** ∂L/∂z = (p − y)/b. */
  @Override
  public Matrix backward() {
    return p.get().minus(y.get()).dividedBy(y.get().rows());
  }

  /** ∂L/∂p = (−y/p + (1 − y)/(1 − p))/b times ∂p/∂z = p (1 − p), which is diagonal. */
  @Override
  public Matrix backwardByJacobians() {
    Matrix byP = p.get().zip(y.get(), (q, t) -> (-t / q + (1 - t) / (1 - q)) / y.get().rows());
    return byP.hadamard(p.get().map(q -> q * (1 - q)));
  }
}
