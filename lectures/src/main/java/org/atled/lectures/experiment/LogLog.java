package org.atled.lectures.experiment;

/** Powers as straight lines: y = c·xᵖ is ln y = ln c + p ln x. */
final class LogLog {
  private LogLog() {}

  /**
   * The p of the power that fits best: the slope of the least-squares line through (ln x, ln y).
   */
  static double slope(double[] x, double[] y) {
    double meanX = 0;
    double meanY = 0;
    for (int i = 0; i < x.length; i++) {
      meanX += StrictMath.log(x[i]) / x.length;
      meanY += StrictMath.log(y[i]) / x.length;
    }
    double together = 0;
    double alone = 0;
    for (int i = 0; i < x.length; i++) {
      double dx = StrictMath.log(x[i]) - meanX;
      together += dx * (StrictMath.log(y[i]) - meanY);
      alone += dx * dx;
    }
    return together / alone; // Σ (x − x̄)(y − ȳ) / Σ (x − x̄)²
  }
}
