package org.atled.tables;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.DoubleStream;

/** Targets of which a few numbers are far greater than most. */
final class Magnitudes {
  /** So many medians great the greatest number of a target decides a mean of squares. */
  private static final double MOST = 100;

  private Magnitudes() {}

  /**
   * What to tell of numbers none of which is below 0. Where half of them are 0, the median is that
   * of the others.
   *
   * @param title what they are
   */
  static Optional<String> remark(String title, DoubleStream numbers) {
    double[] sorted = numbers.sorted().toArray();
    if (sorted.length == 0 || sorted[0] < 0) {
      return Optional.empty();
    }
    boolean zeros = sorted[sorted.length / 2] == 0;
    double[] some = zeros ? Arrays.stream(sorted).filter(n -> n > 0).toArray() : sorted;
    if (some.length == 0 || some[some.length - 1] <= MOST * some[some.length / 2]) {
      return Optional.empty();
    }
    return Optional.of(
        (zeros ? "half of what is above 0 in " : "half of ")
            + title
            + " is below "
            + (float) some[some.length / 2]
            + " and the greatest is "
            + (float) some[some.length - 1]
            + ", which alone would decide what is learned; --log-target learns the logarithm");
  }
}
