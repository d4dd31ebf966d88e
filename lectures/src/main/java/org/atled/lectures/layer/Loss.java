package org.atled.lectures.layer;

import org.atled.lectures.matrix.Matrix;

/**
 * The last layer: from outputs and targets, both [batch, k], to one number, the mean over the
 * batch. Its backward pass has no upstream gradient, as ∂L/∂L = 1.
 */
public sealed interface Loss permits SoftmaxCrossEntropy, LogisticLoss, SquaredLoss {
  double forward(Matrix output, Matrix target);

  /**
   * ∂L/∂output of the last forward pass, [batch, k].
   *
   * @throws org.atled.core.error.StateException if there was no forward pass
   */
  Matrix backward();

  /** The same by the chain rule, with every Jacobian on the way built in full. */
  Matrix backwardByJacobians();
}
