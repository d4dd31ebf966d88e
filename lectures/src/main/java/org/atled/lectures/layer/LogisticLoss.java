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

  /**
   * For each example ∂L/∂p = (−y/p + (1 − y)/(1 − p))/b, a row, times the Jacobian of σ, ∂p/∂z =
   * diag(p (1 − p)). Where σ has been rounded to 0 or 1 that is a division by 0 and the example's
   * gradient NaN, unlike that of {@link #backward}.
   */
  @Override
  public Matrix backwardByJacobians() {
    int batch = y.get().rows();
    Matrix dz = y.get().zeros(batch, y.get().columns());
    for (int n = 0; n < batch; n++) {
      Matrix row = p.get().take(n);
      Matrix byP = row.zip(y.get().take(n), (q, t) -> (-t / q + (1 - t) / (1 - q)) / batch);
      Matrix slopes = row.map(q -> q * (1 - q));
      Matrix jacobian = Matrix.identity(row.dtype(), row.columns()).hadamard(slopes);
      Matrix product = byP.times(jacobian);
      for (int j = 0; j < dz.columns(); j++) {
        dz.set(n, j, product.get(0, j));
      }
    }
    return dz;
  }
}
