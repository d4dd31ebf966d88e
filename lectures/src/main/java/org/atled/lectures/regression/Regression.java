package org.atled.lectures.regression;

import org.atled.lectures.matrix.Matrix;

/**
 * A linear function of the input, read as probabilities of classes. Examples are rows: X [n, d].
 * The weights change in place.
 */
public sealed interface Regression permits LogisticRegression, SoftmaxRegression {
  /** ∇W and ∇b, of the shapes of W and b. */
  record Gradient(Matrix w, Matrix b) {}

  /** W [d, outputs]. */
  Matrix w();

  /** b [1, outputs]. */
  Matrix b();

  /**
   * Checks that y has the classes of the examples X, as all that takes both does.
   *
   * @throws org.atled.core.error.ShapeException if there are not as many as rows of X
   * @throws org.atled.core.error.ArgumentException if a number is that of no class
   */
  void check(Matrix x, int[] y);

  /** The mean loss of the examples X [n, d] of classes y [n], which are {@link #check}ed. */
  double loss(Matrix x, int[] y);

  /** The gradient of {@link #loss}. */
  Gradient gradient(Matrix x, int[] y);

  /** The likeliest class of each example. */
  int[] classes(Matrix x);

  /** W ← W − η ∇W, b ← b − η ∇b. */
  default void step(Gradient gradient, double learningRate) {
    w().subtract(learningRate, gradient.w());
    b().subtract(learningRate, gradient.b());
  }

  /** The share of examples whose class is found. */
  default double accuracy(Matrix x, int[] y) {
    check(x, y);
    int[] found = classes(x);
    int right = 0;
    for (int i = 0; i < y.length; i++) {
      right += found[i] == y[i] ? 1 : 0;
    }
    return (double) right / y.length;
  }
}
