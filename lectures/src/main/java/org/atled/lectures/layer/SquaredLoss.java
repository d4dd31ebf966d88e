package org.atled.lectures.layer;

import org.atled.lectures.matrix.Matrix;

/** L = 1/b Σ ½ (a − y)²: the ½ for each example, the mean over the batch. */
public final class SquaredLoss implements Loss {
  private final Kept<Matrix> error = new Kept<>("SquaredLoss");

  @Override
  public double forward(Matrix output, Matrix target) {
    Matrix e = error.keep(output.minus(target));
    return 0.5 * e.hadamard(e).sum() / target.rows();
  }

  /** ∂L/∂a = (a − y)/b. */
  @Override
  public Matrix backward() {
    return error.get().dividedBy(error.get().rows());
  }

  /** For the error e = a − y: ∂L/∂e = e/b, a row for each example, times the Jacobian ∂e/∂a = I. */
  @Override
  public Matrix backwardByJacobians() {
    Matrix e = error.get();
    return e.dividedBy(e.rows()).times(Matrix.identity(e.dtype(), e.columns()));
  }
}
