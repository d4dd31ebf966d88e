package org.atled.lectures.regression;

import org.atled.core.shape.DType;
import org.atled.lectures.matrix.Labels;
import org.atled.lectures.matrix.Matrix;
import org.atled.lectures.matrix.Pointwise;

/**
 * Two classes, 0 and 1: p = σ(z) with z = Xw + b is the probability of class 1.
 *
 * @param w [d, 1]
 * @param b [1, 1]
 */
public record LogisticRegression(Matrix w, Matrix b) implements Regression {
  /** All weights 0: every example has probability ½. */
  public static LogisticRegression zeros(DType dtype, int inputs) {
    return new LogisticRegression(Matrix.zeros(dtype, inputs, 1), Matrix.zeros(dtype, 1, 1));
  }

  /** z = Xw + b, [n, 1]. */
  public Matrix logits(Matrix x) {
    return x.times(w).plus(b);
  }

  /** p = σ(z), [n, 1]. */
  public Matrix probabilities(Matrix x) {
    return logits(x).map(Pointwise::sigmoid);
  }

  /**
   * L = −1/n Σ (y ln p + (1 − y) ln(1 − p)) = 1/n Σ (ln(1 + eᶻ) − y z): the second form takes no
   * logarithm of 0.
   */
  @Override
  public double loss(Matrix x, int[] y) {
    check(x, y);
    return logits(x).zip(targets(y), (z, t) -> Pointwise.softplus(z) - t * z).sum() / y.length;
  }

  /**
   * With ∂L/∂z = (p − y)/n, as σ′ = σ (1 − σ) cancels against the derivatives of the logarithms: ∇w
   * = Xᵀ (p − y)/n and ∇b = Σ (p − y)/n.
   */
  @Override
  public Gradient gradient(Matrix x, int[] y) {
    check(x, y);
    Matrix error = probabilities(x).minus(targets(y)).dividedBy(y.length); // (p − y)/n
    return new Gradient(x.transposed().times(error), error.sumOfRows());
  }

  @Override
  public void check(Matrix x, int[] y) {
    Labels.check("LogisticRegression", x, y, 2);
  }

  @Override
  public int[] classes(Matrix x) {
    Matrix z = logits(x);
    int[] classes = new int[x.rows()];
    for (int i = 0; i < classes.length; i++) {
      classes[i] = z.get(i, 0) > 0 ? 1 : 0;
    }
    return classes;
  }

  private Matrix targets(int[] y) {
    Matrix t = w.zeros(y.length, 1);
    for (int i = 0; i < y.length; i++) {
      t.set(i, 0, y[i]);
    }
    return t;
  }
}
