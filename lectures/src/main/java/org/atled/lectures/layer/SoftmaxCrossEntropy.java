package org.atled.lectures.layer;

import org.atled.lectures.matrix.Matrix;
import org.atled.lectures.matrix.Softmax;

/** L = −1/b Σ Y ⊙ ln S with S = softmax(logits), row by row; each target is one-hot. */
public final class SoftmaxCrossEntropy implements Loss {
  private final Kept<Matrix> s = new Kept<>("SoftmaxCrossEntropy");
  private final Kept<Matrix> y = new Kept<>("SoftmaxCrossEntropy");

  @Override
  public double forward(Matrix logits, Matrix target) {
    s.keep(Softmax.of(logits));
    y.keep(target);
    return Softmax.crossEntropy(logits, Softmax.greatestOf(target));
  }

  /** ∂L/∂logits = (S − Y)/b. */
  @Override
  public Matrix backward() {
    return s.get().minus(y.get()).dividedBy(y.get().rows());
  }

  /**
   * For each example ∂L/∂s = −y/(b·s), a row, times the Jacobian of the softmax, ∂s/∂z = diag(s) −
   * sᵀs for the row s.
   */
  @Override
  public Matrix backwardByJacobians() {
    int batch = y.get().rows();
    Matrix dz = y.get().zeros(batch, y.get().columns());
    for (int n = 0; n < batch; n++) {
      Matrix row = s.get().take(n);
      Matrix byS = y.get().take(n).zip(row, (t, p) -> -t / (batch * p));
      Matrix diagonal = Matrix.identity(row.dtype(), row.columns()).hadamard(row);
      Matrix jacobian = diagonal.minus(row.transposed().times(row));
      Matrix product = byS.times(jacobian);
      for (int j = 0; j < dz.columns(); j++) {
        dz.set(n, j, product.get(0, j));
      }
    }
    return dz;
  }
}
