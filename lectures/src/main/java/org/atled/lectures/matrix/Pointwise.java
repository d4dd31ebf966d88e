package org.atled.lectures.matrix;

/** Functions of one number. */
public final class Pointwise {
  private Pointwise() {}

  /** σ(z) = 1/(1 + e⁻ᶻ), from the side on which nothing overflows. σ′ = σ·(1 − σ). */
  public static double sigmoid(double z) {
    if (z >= 0) {
      return 1 / (1 + StrictMath.exp(-z));
    }
    double e = StrictMath.exp(z);
    return e / (1 + e);
  }

  /** ln(1 + eᶻ) = max(z, 0) + ln(1 + e^−|z|), which does not overflow. Its derivative is σ(z). */
  public static double softplus(double z) {
    return Math.max(z, 0) + StrictMath.log1p(StrictMath.exp(-Math.abs(z)));
  }

  /** max(z, 0). Its derivative is 1 for z > 0, else 0: at the kink, too. */
  public static double relu(double z) {
    return Math.max(z, 0);
  }
}
