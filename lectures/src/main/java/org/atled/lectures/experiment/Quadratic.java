package org.atled.lectures.experiment;

import org.atled.core.random.Draws;

/**
 * Least squares with two weights, L(w) = ½ mean (x·w − y)²: a bowl with the Hessian H = mean x·xᵀ
 * and its minimum where H·w = mean x·y.
 *
 * @param xx the mean of x₁²
 * @param xy the mean of x₁x₂
 * @param yy the mean of x₂²
 */
record Quadratic(double xx, double xy, double yy, double minimum1, double minimum2) {
  /** Of examples of normal features with these deviations, and targets x·w plus a little noise. */
  static Quadratic drawn(int count, double[] deviations, double[] weights, Draws draws) {
    double xx = 0;
    double xy = 0;
    double yy = 0;
    double b1 = 0;
    double b2 = 0;
    for (int i = 0; i < count; i++) {
      double x1 = deviations[0] * draws.normal();
      double x2 = deviations[1] * draws.normal();
      double y = weights[0] * x1 + weights[1] * x2 + 0.1 * draws.normal();
      xx += x1 * x1 / count;
      xy += x1 * x2 / count;
      yy += x2 * x2 / count;
      b1 += x1 * y / count;
      b2 += x2 * y / count;
    }
    double det = xx * yy - xy * xy;
    return new Quadratic(xx, xy, yy, (yy * b1 - xy * b2) / det, (xx * b2 - xy * b1) / det);
  }

  /**
   * The same with features of deviation 1: xᵢ/σᵢ, whose weights are σᵢwᵢ. The features have mean 0.
   */
  Quadratic normalised() {
    double s1 = Math.sqrt(xx);
    double s2 = Math.sqrt(yy);
    return new Quadratic(1, xy / (s1 * s2), 1, s1 * minimum1, s2 * minimum2);
  }

  /** L(w) − min L = ½ (w − w*)ᵀ H (w − w*). */
  double excess(double w1, double w2) {
    double d1 = w1 - minimum1;
    double d2 = w2 - minimum2;
    return (xx * d1 * d1 + 2 * xy * d1 * d2 + yy * d2 * d2) / 2;
  }

  /** λ of H: half the trace, and by so much more or less. */
  private double eigenvalue(int sign) {
    double half = (xx - yy) / 2;
    return (xx + yy) / 2 + sign * Math.sqrt(half * half + xy * xy);
  }

  /** κ = λmax/λmin. */
  double condition() {
    return eigenvalue(1) / eigenvalue(-1);
  }

  /** The constant learning rate that descends fastest, 2/(λmin + λmax): Polyak 1964. */
  double bestRate() {
    return 2 / (eigenvalue(-1) + eigenvalue(1));
  }

  /** w after each step of gradient descent from 0 with the best rate, [steps + 1, 2]. */
  double[][] descend(int steps) {
    double[][] path = new double[steps + 1][2];
    for (int i = 0; i < steps; i++) {
      double d1 = path[i][0] - minimum1;
      double d2 = path[i][1] - minimum2;
      path[i + 1][0] = path[i][0] - bestRate() * (xx * d1 + xy * d2); // w ← w − η H (w − w*)
      path[i + 1][1] = path[i][1] - bestRate() * (xy * d1 + yy * d2);
    }
    return path;
  }
}
