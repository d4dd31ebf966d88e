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
    if (logits.length == 0 || logits.length != labels.length) {
      throw new ArgumentException(
          "Temperature: takes one label for each of at least 1 example, not %s for %s."
              .formatted(labels.length, logits.length));
    }
    boolean allRight =
        IntStream.range(0, labels.length)
            .allMatch(i -> logits[i][labels[i]] >= Arrays.stream(logits[i]).max().orElseThrow());
    if (allRight || !(slope(logits, labels, 0)[0] < 0)) {
      return OptionalDouble.empty();
    }
    double low = 0;
    double high = 1;
    while (slope(logits, labels, high)[0] < 0) {
      low = high;
      high *= 2;
    }
    return OptionalDouble.of(1 / root(logits, labels, low, high));
  }

  private static double root(double[][] logits, int[] labels, double from, double to) {
    double low = from;
    double high = to;
    double beta = (low + high) / 2;
    for (int step = 0; step < MOST_STEPS; step++) {
      double[] slope = slope(logits, labels, beta);
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
  private static double[] slope(double[][] logits, int[] labels, double beta) {
    double first = 0;
    double second = 0;
    for (int i = 0; i < labels.length; i++) {
      double[] z = logits[i];
      double[] p = probabilities(z, 1 / beta);
      double mean = 0;
      for (int k = 0; k < z.length; k++) {
        mean += p[k] * z[k];
      }
      for (int k = 0; k < z.length; k++) {
        second += p[k] * (z[k] - mean) * (z[k] - mean);
      }
      first += mean - z[labels[i]];
    }
    return new double[] {first / labels.length, second / labels.length};
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
