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

  /** There is but one step from a to L, and its Jacobian is the gradient. */
  @Override
  public Matrix backwardByJacobians() {
    return backward();
  }
}
