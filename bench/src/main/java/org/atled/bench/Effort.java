package org.atled.bench;

import java.util.Locale;
import org.atled.core.error.ArgumentException;

/**
 * How long a workload is measured.
 *
 * @param leastWarmUp seconds of warming up at the least: HotSpot's optimising compiler needs one to
 *     two for a vector loop
 * @param mostWarmUp seconds after which measuring begins even if it is still getting faster
 * @param repetitions how many times of which the median is taken
 * @param leastRepetition seconds that a repetition lasts at the least
 * @param mostIterations in a repetition
 */
public record Effort(
    double leastWarmUp,
    double mostWarmUp,
    int repetitions,
    double leastRepetition,
    int mostIterations) {
  private static final int FIELDS = 5;

  /**
   * @throws ArgumentException if there are no repetitions or no iterations
   */
  public Effort {
    if (repetitions < 1 || mostIterations < 1) {
      throw new ArgumentException(
          "Effort: takes at least 1 repetition of 1 iteration, not "
              + repetitions
              + " of "
              + mostIterations
              + ".");
    }
  }

  /** What numbers need that are to be believed. */
  public static Effort usual() {
    return new Effort(3, 60, 7, 0.3, Integer.MAX_VALUE);
  }

  /** One iteration, cold: to see that it runs. Its times mean nothing. */
  public static Effort least() {
    return new Effort(0, 0, 1, 0, 1);
  }

  /** How a row was measured, for people. */
  public String describe() {
    return String.format(
        Locale.ROOT,
        "each row: warm-up of %.0f to %.0f s, until it gets no faster and compilers rest; then %d"
            + " repetitions of at least %.0f ms, of whose times per iteration median, least and"
            + " greatest are shown",
        leastWarmUp,
        mostWarmUp,
        repetitions,
        1e3 * leastRepetition);
  }

  /** On a command line; {@link #parse} reads it. */
  String text() {
    return leastWarmUp
        + ","
        + mostWarmUp
        + ","
        + repetitions
        + ","
        + leastRepetition
        + ","
        + mostIterations;
  }

  static Effort parse(String text) {
    String[] parts = text.split(",", FIELDS);
    return new Effort(
        Double.parseDouble(parts[0]),
        Double.parseDouble(parts[1]),
        Integer.parseInt(parts[2]),
        Double.parseDouble(parts[3]),
        Integer.parseInt(parts[4]));
  }
}
