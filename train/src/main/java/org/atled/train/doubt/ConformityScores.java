package org.atled.train.doubt;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.Locale;
import org.atled.core.error.ArgumentException;

/**
 * How badly a model's answers fit what was right, on n examples that it did not learn from: what
 * split-conformal prediction goes by. Vovk, Gammerman and Shafer 2005; Lei et al. 2018, section
 * 2.2; Angelopoulos and Bates 2021.
 *
 * <p>Another example, if it comes as these came, has a score of at most the ⌈(n + 1)·c⌉-th smallest
 * of them with a probability of at least c, whatever the model is and however the data lie: its
 * rank among all n + 1 is one as well as another. That is a promise over draws of all of them, not
 * one for each kind of example.
 *
 * @param sorted the least first
 */
public record ConformityScores(double[] sorted) {
  public ConformityScores {
    sorted = sorted.clone();
    Arrays.sort(sorted);
  }

  /** How many examples the scores are of. */
  public int count() {
    return sorted.length;
  }

  /**
   * The score that another example does not pass with a probability of at least the coverage.
   *
   * @param coverage c, above 0 and below 1
   * @throws ArgumentException if so many examples do not tell: ⌈(n + 1)·c⌉ is more than n
   */
  public double threshold(double coverage) {
    check(coverage);
    if (count() < needed(coverage)) {
      throw new ArgumentException(
          ("A coverage of %s takes at least %,d examples that the model did not learn from to"
                  + " calibrate on, but it was calibrated on %,d; ask for less, at most %s, or"
                  + " calibrate on more.")
              .formatted(coverage, needed(coverage), count(), most()));
    }
    return sorted[rank(count(), coverage) - 1];
  }

  /** Of how many examples at least a threshold for a coverage is known: n ≥ c / (1 − c). */
  public static int needed(double coverage) {
    check(coverage);
    BigDecimal c = BigDecimal.valueOf(coverage);
    return c.divide(BigDecimal.ONE.subtract(c), 0, RoundingMode.CEILING).intValueExact();
  }

  /** In decimals: 0.9 times 10 is 9, and no hair more. */
  private static int rank(int n, double coverage) {
    return BigDecimal.valueOf(coverage)
        .multiply(BigDecimal.valueOf(n + 1L))
        .setScale(0, RoundingMode.CEILING)
        .intValueExact();
  }

  /** The greatest coverage, rounded down, that these tell. */
  private String most() {
    return BigDecimal.valueOf(count())
        .divide(BigDecimal.valueOf(count() + 1L), 4, RoundingMode.DOWN)
        .stripTrailingZeros()
        .toPlainString();
  }

  private static void check(double coverage) {
    if (!(coverage > 0 && coverage < 1)) {
      throw new ArgumentException(
          String.format(
              Locale.ROOT,
              "The coverage is %s but must be above 0 and below 1, such as 0.9.",
              coverage));
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ConformityScores scores && Arrays.equals(sorted, scores.sorted);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(sorted);
  }
}
