package org.atled.images.augment;

import org.atled.core.random.Draws;

/**
 * λ·x + (1 − λ)·x', and the classes in the same way, where λ is Beta(α, α): Zhang, Cisse, Dauphin
 * and Lopez-Paz, "mixup: beyond empirical risk minimization", 2018.
 *
 * @param alpha α, above 0
 */
public record Mixup(double alpha) implements Augmentation.OfTwo {
  static final String NAME = "mixup";
  private static final double LEAST = 0.01;
  private static final double MOST = 100;

  public Mixup {
    Checks.range("mixup: alpha", alpha, LEAST, MOST);
  }

  @Override
  public Augmentation.Mixture of(Picture image, Picture other, Draws draws) {
    double share = beta(alpha, draws);
    float first = (float) share;
    Picture mixed =
        image.of((c, row, column) ->
            first * image.at(c, row, column) + (1 - first) * other.at(c, row, column));
    return new Augmentation.Mixture(mixed, first);
  }

  /** Beta(α, α), by two gamma numbers; 0 or 1 where both are too small to divide. */
  static double beta(double alpha, Draws draws) {
    double a = draws.gamma(alpha);
    double b = draws.gamma(alpha);
    return a + b > 0 ? a / (a + b) : draws.below(2);
  }

  @Override
  public String toString() {
    return NAME + ":" + Checks.text(alpha);
  }
}
