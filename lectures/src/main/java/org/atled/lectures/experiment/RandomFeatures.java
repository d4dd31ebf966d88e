package org.atled.lectures.experiment;

import java.util.Arrays;
import org.atled.core.random.Draws;

/**
 * φ(x) = ReLU(Ωx + b)·√(2/p), p features that are drawn and stay so, and a linear layer on them
 * that is learned exactly.
 *
 * @param weights Ω, [p, inputs]
 * @param biases b, [p]
 */
record RandomFeatures(double[][] weights, double[] biases) {
  static RandomFeatures drawn(int inputs, int count, Draws draws) {
    double[][] weights = new double[count][inputs];
    double[] biases = new double[count];
    for (int i = 0; i < count; i++) {
      Arrays.setAll(weights[i], k -> draws.normal() / Math.sqrt(inputs));
      biases[i] = draws.normal();
    }
    return new RandomFeatures(weights, biases);
  }

  /** φ of each row, [n, p]. */
  double[][] of(double[][] x) {
    double scale = Math.sqrt(2.0 / biases.length);
    double[][] phi = new double[x.length][biases.length];
    for (int i = 0; i < x.length; i++) {
      for (int k = 0; k < biases.length; k++) {
        phi[i][k] = scale * Math.max(0, dot(weights[k], x[i]) + biases[k]);
      }
    }
    return phi;
  }

  /**
   * w that makes ‖Φw − y‖² + λ‖w‖² least: (ΦᵀΦ + λI)⁻¹Φᵀy, or the same as Φᵀ(ΦΦᵀ + λI)⁻¹y,
   * whichever matrix is the smaller. With λ close to 0 and more features than examples it is the
   * smallest w that passes through all of them.
   */
  static double[] fitted(double[][] phi, double[] y, double lambda) {
    int features = phi[0].length;
    double[][] turned = transposed(phi);
    if (features <= phi.length) {
      double[] right = times(turned, y);
      return solved(products(turned, lambda), right);
    }
    return times(turned, solved(products(phi, lambda), y));
  }

  /** M·Mᵀ + λI. */
  private static double[][] products(double[][] rows, double lambda) {
    double[][] all = new double[rows.length][rows.length];
    for (int i = 0; i < rows.length; i++) {
      for (int j = 0; j <= i; j++) {
        all[i][j] = dot(rows[i], rows[j]);
        all[j][i] = all[i][j];
      }
      all[i][i] += lambda;
    }
    return all;
  }

  /** A⁻¹·b of a positive definite A, by Cholesky's L·Lᵀ = A. */
  private static double[] solved(double[][] a, double[] b) {
    int n = b.length;
    double[][] l = new double[n][n];
    double[] x = new double[n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j <= i; j++) {
        double sum = a[i][j];
        for (int k = 0; k < j; k++) {
          sum -= l[i][k] * l[j][k];
        }
        l[i][j] = i == j ? Math.sqrt(sum) : sum / l[j][j];
      }
      double sum = b[i];
      for (int k = 0; k < i; k++) {
        sum -= l[i][k] * x[k];
      }
      x[i] = sum / l[i][i];
    }
    for (int i = n - 1; i >= 0; i--) {
      for (int k = i + 1; k < n; k++) {
        x[i] -= l[k][i] * x[k];
      }
      x[i] /= l[i][i];
    }
    return x;
  }

  private static double[] times(double[][] rows, double[] x) {
    return Arrays.stream(rows).mapToDouble(row -> dot(row, x)).toArray();
  }

  static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  private static double[][] transposed(double[][] rows) {
    double[][] turned = new double[rows[0].length][rows.length];
    for (int i = 0; i < rows.length; i++) {
      for (int k = 0; k < turned.length; k++) {
        turned[k][i] = rows[i][k];
      }
    }
    return turned;
  }
}
