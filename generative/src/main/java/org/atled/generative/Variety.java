package org.atled.generative;

import java.util.Locale;
import java.util.Optional;
import org.atled.core.error.ArgumentException;
import org.atled.core.tensor.Tensor;

/**
 * How much examples that were made differ from one another, beside real ones.
 *
 * @param made the mean distance between two that were made
 * @param real the same between two real ones
 */
public record Variety(double made, double real) {
  /** Below this share of the real distance the generator makes few things again and again. */
  private static final double COLLAPSED = 0.5;

  /**
   * Measures.
   *
   * @param made [n, …], at least 2
   * @param real [m, …] of the same shape each, at least 2
   */
  public static Variety of(Tensor made, Tensor real) {
    return new Variety(distance(made), distance(real));
  }

  private static double distance(Tensor examples) {
    int n = (int) examples.shape().size(0);
    if (n < 2) {
      throw new ArgumentException(
          "Variety: takes at least 2 examples to compare, not %d.".formatted(n));
    }
    double[] numbers = examples.toDoubles();
    int width = numbers.length / n;
    double sum = 0;
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < i; j++) {
        double squares = 0;
        for (int k = 0; k < width; k++) {
          double difference = numbers[i * width + k] - numbers[j * width + k];
          squares += difference * difference;
        }
        sum += Math.sqrt(squares);
      }
    }
    return sum / (n * (n - 1) / 2.0);
  }

  /** The share of the variety of real examples. */
  public double share() {
    return made / real;
  }

  /** What to say if it has collapsed: Goodfellow 2016, section 5.1.1. */
  public Optional<String> collapse() {
    return share() < COLLAPSED
        ? Optional.of(
            String.format(
                Locale.ROOT,
                "the generator has collapsed: two that it makes lie %.0f %% as far apart as two"
                    + " real ones; try a smaller learning rate, or the loss wasserstein.",
                100 * share()))
        : Optional.empty();
  }
}
