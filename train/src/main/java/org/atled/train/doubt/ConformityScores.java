package org.atled.train.doubt;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;
import java.util.stream.IntStream;
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
 * <p>Of examples that do not count the same the threshold is the least score at or below which lie
 * c of all weights, that of the other example among them: Tibshirani et al. 2019, "Conformal
 * Prediction Under Covariate Shift", section 2. The other is taken for as heavy as the heaviest of
 * these, so that the promise holds for any that weighs no more, drawn as the weights say.
 */
public final class ConformityScores {
  /** Of what sums of weights may be off by rounding. */
  private static final double ROUNDING = 1e-12;

  private final double[] sorted;
  private final double[] weights;
  private final double mass;

  /**
   * In any order.
   *
   * @param weights how much each counts, in any unit
   * @throws ArgumentException if there is not a finite weight above 0 for each score
   */
  public ConformityScores(double[] scores, double[] weights) {
    if (weights.length != scores.length) {
      throw new ArgumentException(
          "ConformityScores: takes a weight for each of %d scores, not %d weights."
              .formatted(scores.length, weights.length));
    }
    for (int i = 0; i < weights.length; i++) {
      if (!(weights[i] > 0 && Double.isFinite(weights[i]))) {
        throw new ArgumentException(
            "ConformityScores: takes weights above 0 that are finite, not %s for score %d of %d."
                .formatted(weights[i], i + 1, weights.length));
      }
    }
    int[] order =
        IntStream.range(0, scores.length)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> scores[i]))
            .mapToInt(Integer::intValue)
            .toArray();
    double heaviest = Arrays.stream(weights).max().orElse(1);
    this.weights = Arrays.stream(order).mapToDouble(i -> weights[i] / heaviest).toArray();
    this.sorted = Arrays.stream(order).mapToDouble(i -> scores[i]).toArray();
    this.mass = Arrays.stream(this.weights).sum();
  }

  /** Of examples that count the same, in any order. */
  public ConformityScores(double... scores) {
    this(scores, same(scores.length));
  }

  private static double[] same(int count) {
    double[] same = new double[count];
    Arrays.fill(same, 1);
    return same;
  }

  /** The scores, the least first. */
  public double[] sorted() {
    return sorted.clone();
  }

  /** How much each of {@link #sorted} counts, beside the heaviest, which is 1. */
  public double[] weights() {
    return weights.clone();
  }

  /** How many examples the scores are of. */
  public int count() {
    return sorted.length;
  }

  /** As how many of the heaviest they count: of examples that count the same how many there are. */
  public double mass() {
    return mass;
  }

  /**
   * The score that another example does not pass with a probability of at least the coverage.
   *
   * @param coverage c, above 0 and below 1
   * @throws ArgumentException if so many examples do not tell: (n + 1)·c is more than n, their mass
   */
  public double threshold(double coverage) {
    check(coverage);
    if (mass < needed(coverage)) {
      throw new ArgumentException(
          ("A coverage of %s takes at least %,d examples that the model did not learn from to"
                  + " calibrate on, but it was calibrated on %,d%s; ask for less, at most %s, or"
                  + " calibrate on more.")
              .formatted(
                  coverage,
                  needed(coverage),
                  count(),
                  isEven()
                      ? ""
                      : String.format(
                          Locale.ROOT, ", which weigh as much as %.1f of the heaviest", mass),
                  most()));
    }
    return isEven() ? sorted[rank(count(), coverage) - 1] : weighted(coverage);
  }

  private boolean isEven() {
    return mass == count();
  }

  private double weighted(double coverage) {
    double least = coverage * (mass + 1) * (1 - ROUNDING);
    double below = 0;
    for (int i = 0; i < count(); i++) {
      below += weights[i];
      if (below >= least) {
        return sorted[i];
      }
    }
    return sorted[count() - 1];
  }

  /** Of what {@link #mass} at least a threshold for a coverage is known: n ≥ c / (1 − c). */
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
    BigDecimal n = BigDecimal.valueOf(mass);
    return n.divide(n.add(BigDecimal.ONE), 4, RoundingMode.DOWN)
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
    return other instanceof ConformityScores scores
        && Arrays.equals(sorted, scores.sorted)
        && Arrays.equals(weights, scores.weights);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(sorted) + Arrays.hashCode(weights);
  }
}
