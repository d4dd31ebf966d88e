package org.atled.lectures.regression;

import org.atled.core.shape.DType;
import org.atled.lectures.matrix.Labels;
import org.atled.lectures.matrix.Matrix;
import org.atled.lectures.matrix.Softmax;

/**
 * k classes: S = softmax(Z), row by row, with Z = XW + b, holds their probabilities.
 *
 * @param w [d, k]
 * @param b [1, k]
 */
public record SoftmaxRegression(Matrix w, Matrix b) implements Regression {
  /** All weights 0: every class has probability 1/k. */
  public static SoftmaxRegression zeros(DType dtype, int inputs, int classes) {
    return new SoftmaxRegression(
        Matrix.zeros(dtype, inputs, classes), Matrix.zeros(dtype, 1, classes));
  }

  /** Z = XW + b, [n, k]. */
  public Matrix logits(Matrix x) {
    return x.times(w).plus(b);
  }

  /** S = softmax(Z), [n, k]. */
  public Matrix probabilities(Matrix x) {
    return Softmax.of(logits(x));
  }

  /** L = −1/n Σᵢ ln S[i, yᵢ]. */
  @Override
  public double loss(Matrix x, int[] y) {
    check(x, y);
    return Softmax.crossEntropy(logits(x), y);
  }

  /** With ∂L/∂Z = (S − I)/n, where I is one-hot: ∇W = Xᵀ (S − I)/n and ∇b = Σ (S − I)/n. */
  @Override
  public Gradient gradient(Matrix x, int[] y) {
    check(x, y);
    Matrix labels = Matrix.oneHot(w.dtype(), y, w.columns()); // I
    Matrix error = probabilities(x).minus(labels).dividedBy(y.length); // (S − I)/n
    return new Gradient(x.transposed().times(error), error.sumOfRows());
  }

  @Override
  public void check(Matrix x, int[] y) {
    Labels.check("SoftmaxRegression", x, y, w.columns());
  }

  @Override
  public int[] classes(Matrix x) {
    return Softmax.greatestOf(logits(x));
  }
}
