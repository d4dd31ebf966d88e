package org.atled.lectures.experiment;

import org.atled.core.random.Draws;
import org.atled.core.random.Seed;
import org.atled.plot.Chart;
import org.atled.plot.Figure;

/**
 * The smallest network: one unit, ŷ = max(0, w·x + b), by gradient descent on L = mean ½(ŷ − y)²,
 * whose derivatives are ∂L/∂w = mean (ŷ − y)·1[w·x + b > 0]·x and ∂L/∂b = the same without x. It
 * bends at x = −b/w.
 */
record OneUnit(double w, double b) {
  /** In 100 m²: below this size a house sells for its land alone. */
  static final double KINK = 0.6;

  private static final double SLOPE = 3;
  private static final double NOISE = 0.15;

  /** Sizes x in 100 m² and prices y above that of the land, in 100,000. */
  record Sales(double[] x, double[] y) {
    static Sales drawn(int count, Seed seed) {
      Draws draws = seed.draws();
      double[] x = new double[count];
      double[] y = new double[count];
      for (int i = 0; i < count; i++) {
        x[i] = draws.uniform(0.1, 2);
        y[i] = SLOPE * Math.max(0, x[i] - KINK) + NOISE * draws.normal();
      }
      return new Sales(x, y);
    }
  }

  static OneUnit learned(Sales sales, int steps, double learningRate) {
    double w = 1; // w·x + b > 0 for every size: no example is without a gradient at the start
    double b = 0;
    for (int step = 0; step < steps; step++) {
      double dw = 0;
      double db = 0;
      for (int i = 0; i < sales.x.length; i++) {
        double a = w * sales.x[i] + b;
        double da = a > 0 ? a - sales.y[i] : 0; // (ŷ − y)·1[a > 0]
        dw += da * sales.x[i] / sales.x.length;
        db += da / sales.x.length;
      }
      w -= learningRate * dw;
      b -= learningRate * db;
    }
    return new OneUnit(w, b);
  }

  /** The straight line of least squares: w = Σ (x − x̄)(y − ȳ) / Σ (x − x̄)², b = ȳ − w·x̄. */
  static OneUnit line(Sales sales) {
    int n = sales.x.length;
    double meanX = 0;
    double meanY = 0;
    for (int i = 0; i < n; i++) {
      meanX += sales.x[i] / n;
      meanY += sales.y[i] / n;
    }
    double together = 0;
    double alone = 0;
    for (int i = 0; i < n; i++) {
      together += (sales.x[i] - meanX) * (sales.y[i] - meanY);
      alone += (sales.x[i] - meanX) * (sales.x[i] - meanX);
    }
    return new OneUnit(together / alone, meanY - together / alone * meanX);
  }

  double kink() {
    return -b / w;
  }

  /** w·x + b: what a line says. */
  double straight(double x) {
    return w * x + b;
  }

  /** max(0, w·x + b): what the unit says. */
  double bent(double x) {
    return Math.max(0, straight(x));
  }

  /** √ mean (ŷ − y)² of the unit, or of the line. */
  double error(Sales sales, boolean bent) {
    double sum = 0;
    for (int i = 0; i < sales.x.length; i++) {
      double e = (bent ? bent(sales.x[i]) : straight(sales.x[i])) - sales.y[i];
      sum += e * e;
    }
    return Math.sqrt(sum / sales.x.length);
  }

  Figure figure(Sales sales, OneUnit line) {
    double[] x = {0, kink(), 2.05};
    double[] bent = {bent(x[0]), bent(x[1]), bent(x[2])};
    double[] straight = {line.straight(x[0]), line.straight(x[1]), line.straight(x[2])};
    return Chart.of("One unit and its kink", "size in 100 m²", "price above the land, 100,000")
        .points("sold", sales.x(), sales.y())
        .line("max(0, w·x + b)", x, bent)
        .line("straight line", x, straight)
        .vertical("kink at −b/w", kink())
        .figure();
  }
}
