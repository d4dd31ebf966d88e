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

  /** The mean loss of the examples X [n, d] of classes y [n]. */
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
    int[] found = classes(x);
    int right = 0;
    for (int i = 0; i < y.length; i++) {
      right += found[i] == y[i] ? 1 : 0;
    }
    return (double) right / y.length;
  }
}
