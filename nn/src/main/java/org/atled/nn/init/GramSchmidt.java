package org.atled.nn.init;

import org.atled.core.tensor.Tensor;

/** Vectors made orthogonal one after another. */
final class GramSchmidt {
  private GramSchmidt() {}

  /**
   * Rows of length 1, orthogonal to each other, of which the first so many span what those of a
   * float64 matrix do. Twice is enough: what rounding left of the others is taken off once more
   * (Giraud et al. 2005).
   *
   * @param matrix [m, n], m ≤ n, of independent rows
   */
  static Tensor rows(Tensor matrix) {
    int m = (int) matrix.shape().size(0);
    int n = (int) matrix.shape().size(1);
    double[] all = matrix.toDoubles();
    for (int row = 0; row < m; row++) {
      for (int time = 0; time < 2; time++) {
        for (int other = 0; other < row; other++) {
          subtract(all, row * n, other * n, n, dot(all, row * n, other * n, n));
        }
      }
      double length = Math.sqrt(dot(all, row * n, row * n, n));
      for (int i = row * n; i < (row + 1) * n; i++) {
        all[i] /= length;
      }
    }
    return Tensor.of(all, matrix.shape());
  }

  private static double dot(double[] all, int a, int b, int n) {
    double sum = 0;
    for (int i = 0; i < n; i++) {
      sum += all[a + i] * all[b + i];
    }
    return sum;
  }

  private static void subtract(double[] all, int from, int other, int n, double times) {
    for (int i = 0; i < n; i++) {
      all[from + i] -= times * all[other + i];
    }
  }
}
