package org.atled.plot;

import java.util.Arrays;
import java.util.function.DoubleBinaryOperator;
import org.atled.core.error.ArgumentException;
import org.atled.plot.axis.Scale;

/**
 * Probabilities on a grid over the plane.
 *
 * @param probabilities [SIDE · SIDE, classes], the top row first
 */
record Field(double[][] probabilities) {
  /** Points of the grid along each axis. */
  static final int SIDE = 281;

  /** By how much rounding may take a probability out of [0, 1]. */
  private static final double SLACK = 1e-4;

  /** Stands for what underflowed to 0 in float32. */
  private static final double LEAST = 1e-38;

  /** Asks a classifier for all of them at once. */
  static Field of(String title, Classifier classifier, Scale x, Scale y) {
    double[] xs = x.values(SIDE);
    double[] ys = y.values(SIDE);
    double[][] grid = new double[SIDE * SIDE][];
    for (int i = 0; i < grid.length; i++) {
      grid[i] = new double[] {xs[i % SIDE], ys[SIDE - 1 - i / SIDE]};
    }
    double[][] p = classifier.probabilities(grid);
    if (p.length != grid.length
        || p[0].length == 0
        || Arrays.stream(p).anyMatch(row -> row.length != p[0].length)) {
      throw new ArgumentException(
          "The classifier of \""
              + title
              + "\" gave "
              + p.length
              + " rows of probabilities for "
              + grid.length
              + " points; it must give a row for each, all of the same length.");
    }
    for (int i = 0; i < p.length; i++) {
      if (Arrays.stream(p[i]).anyMatch(each -> !(each >= -SLACK && each <= 1 + SLACK))) {
        throw new ArgumentException(
            "The classifier of \""
                + title
                + "\" gave "
                + Arrays.toString(p[i])
                + " for the point "
                + Arrays.toString(grid[i])
                + " in row "
                + i
                + ", but a probability lies from 0 to 1; give probabilities, not logits.");
      }
    }
    return new Field(
        Arrays.stream(p)
            .map(row -> row.length == 1 ? new double[] {1 - row[0], row[0]} : row)
            .toArray(double[][]::new));
  }

  int classes() {
    return probabilities[0].length;
  }

  double[] at(int row, int column) {
    return probabilities[row * SIDE + column];
  }

  /** The class of the greatest probability; the first of several. */
  static int winner(double[] p) {
    int best = 0;
    for (int k = 1; k < p.length; k++) {
      best = p[k] > p[best] ? k : best;
    }
    return best;
  }

  /**
   * ln p/(1 − p) of a class, [SIDE, SIDE]. Between two points of the grid these go more evenly than
   * p, which may jump from 0 to 1 there: lines through places between them are smooth.
   */
  double[][] logOdds(int k) {
    return ratios(k, Double::sum);
  }

  /** ln of how many times as probable a class is as the most probable other, [SIDE, SIDE]. */
  double[][] lead(int k) {
    return ratios(k, Math::max);
  }

  /** ln of the probability of a class over that of all others together. */
  private double[][] ratios(int k, DoubleBinaryOperator together) {
    double[][] grid = new double[SIDE][SIDE];
    for (int i = 0; i < SIDE * SIDE; i++) {
      double others = 0;
      for (int j = 0; j < classes(); j++) {
        others = j == k ? others : together.applyAsDouble(others, probabilities[i][j]);
      }
      grid[i / SIDE][i % SIDE] = ln(probabilities[i][k]) - ln(others);
    }
    return grid;
  }

  private static double ln(double p) {
    return StrictMath.log(Math.max(p, LEAST));
  }

  /** The log-odds of a probability. */
  static double logOdds(double p) {
    return ln(p) - ln(1 - p);
  }
}
