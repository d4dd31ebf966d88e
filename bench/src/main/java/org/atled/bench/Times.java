package org.atled.bench;

import java.util.Arrays;
import org.atled.core.error.ArgumentException;

/** Milliseconds of one iteration: median, least and greatest of the repetitions. */
public record Times(double median, double min, double max) {
  /**
   * @throws ArgumentException if there are none
   */
  static Times ofSeconds(double... seconds) {
    double[] sorted = sorted(seconds);
    return new Times(1e3 * median(seconds), 1e3 * sorted[0], 1e3 * sorted[sorted.length - 1]);
  }

  /** The middle one, or the mean of the two in the middle. */
  static double median(double... numbers) {
    double[] sorted = sorted(numbers);
    int half = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
  }

  private static double[] sorted(double[] numbers) {
    if (numbers.length == 0) {
      throw new ArgumentException("Times: a median needs at least one number.");
    }
    double[] sorted = numbers.clone();
    Arrays.sort(sorted);
    return sorted;
  }

  double medianSeconds() {
    return median / 1e3;
  }
}
