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
    return new Variety(distance(made, Optional.empty()), distance(real, Optional.empty()));
  }

  /**
   * The same within classes: of two of one class each. A generator that is told the classes and
   * makes one thing of each would seem to make many.
   *
   * @param asked of which classes were made, int64 [n], of which one stands there twice at least
   * @param labels the classes of the real ones, int64 [m], as well
   */
  public static Variety withinClasses(Tensor made, Tensor asked, Tensor real, Tensor labels) {
    return new Variety(distance(made, Optional.of(asked)), distance(real, Optional.of(labels)));
  }

  private static double distance(Tensor examples, Optional<Tensor> labels) {
    int n = (int) examples.shape().size(0);
    long[] classes = labels.map(Tensor::toLongs).orElseGet(() -> new long[n]);
    double[] numbers = examples.toDoubles();
    int width = numbers.length / Math.max(1, n);
    double sum = 0;
    int pairs = 0;
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < i; j++) {
        if (classes[i] == classes[j]) {
          sum += distance(numbers, i * width, j * width, width);
          pairs++;
        }
      }
    }
    if (pairs == 0) {
      throw new ArgumentException(
          "Variety: takes at least 2 examples%s to compare, not %d."
              .formatted(labels.isPresent() ? " of one class" : "", Math.min(n, 1)));
    }
    return sum / pairs;
  }

  private static double distance(double[] numbers, int first, int second, int width) {
    double squares = 0;
    for (int k = 0; k < width; k++) {
      double difference = numbers[first + k] - numbers[second + k];
      squares += difference * difference;
    }
    return Math.sqrt(squares);
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
