package org.atled.nn.init;

/**
 * By what an initialiser makes up for an activation, which lessens the variance of what passes: the
 * numbers of PyTorch's {@code calculate_gain}.
 */
public final class Gain {
  private Gain() {}

  /** 1, also for the identity and convolutions. */
  public static double linear() {
    return 1;
  }

  /** 1. */
  public static double sigmoid() {
    return 1;
  }

  /** 5/3. */
  public static double tanh() {
    return 5.0 / 3;
  }

  /** √2: He et al. 2015, eq. 10. */
  public static double relu() {
    return Math.sqrt(2);
  }

  /** √(2/(1 + slope²)): He et al. 2015, eq. 15. PyTorch's slope is 0.01 unless one is given. */
  public static double leakyRelu(double slope) {
    return Math.sqrt(2 / (1 + slope * slope));
  }

  /** 3/4. */
  public static double selu() {
    return 0.75;
  }
}
