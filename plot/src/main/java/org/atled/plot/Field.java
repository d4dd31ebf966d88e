package org.atled.plot;

import java.util.Arrays;
import org.atled.core.error.ArgumentException;
import org.atled.plot.axis.Scale;

/**
 * Probabilities on a grid over the plane.
 *
 * @param probabilities [SIDE · SIDE, classes], the top row first
 */
record Field(double[][] probabilities) {
  /** Points of the grid along each axis. */
  static final int SIDE = 141;

  /** By how much rounding may take a probability out of [0, 1]. */
  private static final double SLACK = 1e-4;

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

  /** The probability of a class, [SIDE, SIDE]. */
  double[][] probability(int k) {
    double[][] grid = new double[SIDE][SIDE];
    for (int i = 0; i < SIDE * SIDE; i++) {
      grid[i / SIDE][i % SIDE] = probabilities[i][k];
    }
    return grid;
  }

  /** By how much a class is more probable than all others, [SIDE, SIDE]. */
  double[][] lead(int k) {
    double[][] grid = new double[SIDE][SIDE];
    for (int i = 0; i < SIDE * SIDE; i++) {
      double others = Double.NEGATIVE_INFINITY;
      for (int j = 0; j < classes(); j++) {
        others = j == k ? others : Math.max(others, probabilities[i][j]);
      }
      grid[i / SIDE][i % SIDE] = probabilities[i][k] - others;
    }
    return grid;
  }
}
