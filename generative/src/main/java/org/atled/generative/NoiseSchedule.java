package org.atled.generative;

import org.atled.core.error.ArgumentException;

/** How much of the data is left after each step of diffusion. */
public enum NoiseSchedule {
  /**
   * β from 10⁻⁴ to 0.02 over a thousand steps, and in proportion over others: Ho, Jain and Abbeel
   * 2020, section 4.
   */
  LINEAR {
    @Override
    double[] shares(int steps) {
      double[] kept = new double[steps];
      double product = 1;
      for (int t = 0; t < steps; t++) {
        double along = steps == 1 ? 0 : (double) t / (steps - 1);
        product *= 1 - Math.min(MOST, 1000.0 / steps * (1e-4 + along * (0.02 - 1e-4)));
        kept[t] = product;
      }
      return kept;
    }
  },

  /**
   * ᾱ = f(t)/f(0) with f(t) = cos²((t/T + s)/(1 + s)·π/2), s = 0.008, and β at most 0.999: Nichol
   * and Dhariwal 2021, eq. 17. It keeps more of small images in the first half of the steps.
   */
  COSINE {
    @Override
    double[] shares(int steps) {
      double[] kept = new double[steps];
      double product = 1;
      for (int t = 0; t < steps; t++) {
        product *= 1 - Math.min(MOST, 1 - wave(t + 1, steps) / wave(t, steps));
        kept[t] = product;
      }
      return kept;
    }
  };

  private static final double MOST = 0.999;
  private static final double OFFSET = 0.008;

  private static double wave(int t, int steps) {
    double angle = ((double) t / steps + OFFSET) / (1 + OFFSET) * Math.PI / 2;
    double cosine = StrictMath.cos(angle);
    return cosine * cosine;
  }

  abstract double[] shares(int steps);

  /**
   * ᾱ_t = Π(1 − β) for each step t from 0: x_t = √ᾱ_t·x + √(1 − ᾱ_t)·ε.
   *
   * @param steps how many, at least 1
   */
  public double[] kept(int steps) {
    if (steps < 1) {
      throw new ArgumentException(
          "NoiseSchedule: the steps are %d but must be at least 1.".formatted(steps));
    }
    return shares(steps);
  }
}
