package org.atled.testkit;

/** The gradients that {@code optimizers.py} makes: slope·p + noise, of which every bit is known. */
final class Noise {
  static final double[] START = {1, -2, 0.125, 3, 0, 0.5};
  private static final double[] SLOPES = {1, 0.5, 2, 0.25, 1, 0};
  private static final int STOPS = 200;

  private long state = 12345;
  private int step;

  /** The gradient of the next step, at a point. */
  double[] at(double[] p) {
    double[] gradient = six();
    for (int i = 0; i < p.length; i++) {
      gradient[i] += SLOPES[i] * p[i];
    }
    return gradient;
  }

  /** The noise of the next step alone. */
  double[] six() {
    step++;
    double[] noise = new double[START.length];
    for (int i = 0; i < noise.length; i++) {
      state = (state * 1103515245L + 12345L) % (1L << 31);
      noise[i] = i == 5 && step > STOPS ? 0 : (double) state / (1L << 31) - 0.5;
    }
    return noise;
  }
}
