package org.atled.lectures.matrix;

/** The softmax of each row of logits. */
public final class Softmax {
  private Softmax() {}

  /**
   * S[i, j] = e^(Z[i, j] − mᵢ) / Σₖ e^(Z[i, k] − mᵢ). The greatest logit mᵢ of a row cancels, and
   * keeps the exponentials from overflowing.
   */
  public static Matrix of(Matrix logits) {
    Matrix e = logits.minus(greatest(logits)).map(StrictMath::exp);
    return e.zip(e.sumOfColumns(), (x, sum) -> x / sum);
  }

  /** −ln S[i, yᵢ] = mᵢ + ln Σₖ e^(Z[i, k] − mᵢ) − Z[i, yᵢ], the mean over the rows. */
  public static double crossEntropy(Matrix logits, int[] y) {
    Matrix m = greatest(logits);
    Matrix sums = logits.minus(m).map(StrictMath::exp).sumOfColumns();
    double loss = 0;
    for (int i = 0; i < y.length; i++) {
      loss += m.get(i, 0) + StrictMath.log(sums.get(i, 0)) - logits.get(i, y[i]);
    }
    return loss / y.length;
  }

  /** For each row the number of its greatest element: the class that logits speak for. */
  public static int[] greatestOf(Matrix logits) {
    int[] classes = new int[logits.rows()];
    for (int i = 0; i < classes.length; i++) {
      for (int j = 1; j < logits.columns(); j++) {
        if (logits.get(i, j) > logits.get(i, classes[i])) {
          classes[i] = j;
        }
      }
    }
    return classes;
  }

  private static Matrix greatest(Matrix logits) {
    int[] at = greatestOf(logits);
    Matrix m = logits.zeros(logits.rows(), 1);
    for (int i = 0; i < at.length; i++) {
      m.set(i, 0, logits.get(i, at[i]));
    }
    return m;
  }
}
