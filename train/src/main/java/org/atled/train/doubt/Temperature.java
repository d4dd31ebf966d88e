package org.atled.train.doubt;

import java.util.Arrays;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.atled.core.error.ArgumentException;

/**
 * Temperature scaling: probabilities softmax(z / T) of logits z, where T makes examples that the
 * network did not learn from as likely as can be. Guo et al. 2017, "On Calibration of Modern Neural
 * Networks", section 4.2.
 *
 * <p>In β = 1/T the mean negative log likelihood is convex: its derivative is the mean of Σ p_k·z_k
 * − z_y, which grows, since its own derivative is the variance of z under p. So there is one root,
 * found by Newton's method between bounds that always hold it.
 */
public final class Temperature {
  private static final int MOST_STEPS = 200;
  private static final double EXACT = 1e-13;

  private Temperature() {}

  /**
   * The temperature of the greatest likelihood. There is none, and the result is empty, where every
   * example is found right, since then it only grows as T falls to 0; and where logits are no
   * better than chance, since then it grows with T.
   *
   * @param logits [examples, classes]
   * @param labels the right class of each example
   * @throws ArgumentException if there is no example, or not a label for each
   */
  public static OptionalDouble fit(double[][] logits, int[] labels) {
    double[] same = new double[labels.length];
    Arrays.fill(same, 1);
    return fit(logits, labels, same);
  }

  /**
   * The same of examples that do not count the same.
   *
   * @param weights above 0, how much each counts: as if it were there so often
   */
  public static OptionalDouble fit(double[][] logits, int[] labels, double[] weights) {
    if (logits.length == 0 || logits.length != labels.length) {
      throw new ArgumentException(
          "Temperature: takes one label for each of at least 1 example, not %s for %s."
              .formatted(labels.length, logits.length));
    }
    if (weights.length != labels.length) {
      throw new ArgumentException(
          "Temperature: takes one weight for each example, not %s for %s."
              .formatted(weights.length, labels.length));
    }
    boolean allRight =
        IntStream.range(0, labels.length)
            .allMatch(i -> logits[i][labels[i]] >= Arrays.stream(logits[i]).max().orElseThrow());
    if (allRight || !(slope(logits, labels, weights, 0)[0] < 0)) {
      return OptionalDouble.empty();
    }
    double low = 0;
    double high = 1;
    while (slope(logits, labels, weights, high)[0] < 0) {
      low = high;
      high *= 2;
    }
    return OptionalDouble.of(1 / root(logits, labels, weights, low, high));
  }

  private static double root(
      double[][] logits, int[] labels, double[] weights, double from, double to) {
    double low = from;
    double high = to;
    double beta = (low + high) / 2;
    for (int step = 0; step < MOST_STEPS; step++) {
      double[] slope = slope(logits, labels, weights, beta);
      if (slope[0] < 0) {
        low = beta;
      } else {
        high = beta;
      }
      double newton = beta - slope[0] / slope[1];
      double next = newton > low && newton < high ? newton : (low + high) / 2;
      if (Math.abs(next - beta) <= EXACT * beta) {
        return next;
      }
      beta = next;
    }
    return beta;
  }

  /** First and second derivative of the mean negative log likelihood by β. */
  private static double[] slope(double[][] logits, int[] labels, double[] weights, double beta) {
    double first = 0;
    double second = 0;
    double all = 0;
    for (int i = 0; i < labels.length; i++) {
      double[] z = logits[i];
      double[] p = probabilities(z, 1 / beta);
      double mean = 0;
      for (int k = 0; k < z.length; k++) {
        mean += p[k] * z[k];
      }
      for (int k = 0; k < z.length; k++) {
        second += weights[i] * p[k] * (z[k] - mean) * (z[k] - mean);
      }
      first += weights[i] * (mean - z[labels[i]]);
      all += weights[i];
    }
    return new double[] {first / all, second / all};
  }

  /** softmax(z / T); with an infinite T all classes are alike. */
  public static double[] probabilities(double[] logits, double temperature) {
    double greatest = Arrays.stream(logits).max().orElseThrow();
    double[] p = new double[logits.length];
    double sum = 0;
    for (int k = 0; k < p.length; k++) {
      p[k] = StrictMath.exp((logits[k] - greatest) / temperature);
      sum += p[k];
    }
    for (int k = 0; k < p.length; k++) {
      p[k] /= sum;
    }
    return p;
  }
}
