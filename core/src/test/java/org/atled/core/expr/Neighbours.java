package org.atled.core.expr;

import java.util.Arrays;

/**
 * The exact values of a function at many floats that lie close together: by the polynomial through
 * seven of them, if at four others it is what the reference says, to a ten-thousandth of a unit in
 * the last place of a float. Where it is not, as beside poles, zeros and the ends of the range,
 * halves are tried, and at last each float is computed for itself.
 */
final class Neighbours {
  private static final int[] NODES = {0, 8, 2, 6, 4, 1, 7};
  private static final int[] CHECKS = {3, 5, 9, 10};
  private static final double NEAR = 1e-4;

  /** Fewer are computed one by one. */
  private static final int FEW = 512;

  private final Elementary function;
  private final float[] in;
  private final double[] exact;

  /** The values at in are written to exact. */
  Neighbours(Elementary function, float[] in, double[] exact) {
    this.function = function;
    this.in = in;
    this.exact = exact;
  }

  void compute() {
    compute(0, in.length - 1);
  }

  private void compute(int from, int to) {
    if (isSmooth(from, to)) {
      return;
    }
    if (to - from < FEW) {
      eachFor(from, to);
      return;
    }
    int middle = (from + to) >>> 1;
    compute(from, middle);
    compute(middle + 1, to);
  }

  private void eachFor(int from, int to) {
    for (int k = from; k <= to; k++) {
      exact[k] = function.quickReference(in[k]);
    }
    for (int k : new int[] {from, (from + to) >>> 1, to}) {
      if (!agree(in[k], exact[k], function.reference(in[k]))) {
        throw new AssertionError(
            "%s(%s): the references say %s and %s"
                .formatted(function, in[k], exact[k], function.reference(in[k])));
      }
    }
  }

  private boolean agree(float x, double a, double b) {
    double size = Math.max(Math.abs(b), function.atLeast(x));
    return Double.compare(a, b) == 0
        || isTooLarge(a) && isTooLarge(b) && a * b > 0
        || Math.abs(a - b) <= NEAR * Math.ulp((float) Math.min(size, Float.MAX_VALUE));
  }

  private static boolean isTooLarge(double x) {
    return Math.abs(x) >= 0x1p129;
  }

  /** Whether one polynomial did for all. */
  private boolean isSmooth(int from, int to) {
    double centre = 0.5 * in[from] + 0.5 * in[to];
    double scale = 2 / ((double) in[to] - in[from]);
    if (!(Math.abs(scale) < Double.POSITIVE_INFINITY)) {
      return false;
    }
    double[] t = new double[11];
    double[] y = new double[11];
    int[] at = new int[11];
    for (int i = 0; i < 11; i++) {
      // The first nine are where Chebyshev's polynomials turn; two more between them.
      double place = i < 9 ? (1 - Math.cos(Math.PI * i / 8)) / 2 : i == 9 ? 0.23 : 0.71;
      at[i] = from + (int) Math.round(place * (to - from));
      t[i] = (in[at[i]] - centre) * scale;
      y[i] = function.reference(in[at[i]]);
    }
    if (Arrays.stream(y).allMatch(v -> Double.compare(v, y[0]) == 0)
        || Arrays.stream(y).allMatch(v -> isTooLarge(v) && v * y[0] > 0)) {
      Arrays.fill(exact, from, to + 1, y[0]);
      return true;
    }
    double least = Arrays.stream(y).min().orElseThrow();
    double most = Arrays.stream(y).max().orElseThrow();
    if (!(Math.signum(least) * Math.signum(most) > 0 && most - least < 0x1p130)) {
      return false; // a zero between them, whose digits count, or what is no number
    }
    double[] c = divided(t, y);
    for (int i : CHECKS) {
      if (!agree(in[at[i]], value(t, c, t[i]), y[i])) {
        return false;
      }
    }
    for (int k = from; k <= to; k++) {
      double v = value(t, c, (in[k] - centre) * scale);
      // Far below the least float some digit of the sum may be all of it.
      exact[k] = v * y[0] > 0 || Math.abs(v) > 0x1p-200 ? v : Math.copySign(0x1p-200, y[0]);
    }
    return true;
  }

  /** Newton's divided differences at the nodes. */
  private static double[] divided(double[] t, double[] y) {
    double[] c = Arrays.stream(NODES).mapToDouble(i -> y[i]).toArray();
    for (int order = 1; order < c.length; order++) {
      for (int i = c.length - 1; i >= order; i--) {
        c[i] = (c[i] - c[i - 1]) / (t[NODES[i]] - t[NODES[i - order]]);
      }
    }
    return c;
  }

  private static double value(double[] t, double[] c, double at) {
    double sum = c[6];
    for (int i = 5; i >= 0; i--) {
      sum = sum * (at - t[NODES[i]]) + c[i];
    }
    return sum;
  }
}
