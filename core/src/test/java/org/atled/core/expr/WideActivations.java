package org.atled.core.expr;

/** Activation functions in some 100 bits: references that share nothing with what they check. */
final class WideActivations {
  private static final Wide LINEAR = new Wide(1.5957691216057308, -9.96930880911092e-17);
  private static final Wide CUBIC = new Wide(0.07135481627260025, -6.175149918155315e-19);
  private static final Wide LAMBDA = new Wide(1.0507009873554805, 3.9874847667154144e-17);
  private static final Wide LAMBDA_ALPHA = new Wide(1.7580993408473768, 1.41535193800845e-17);

  private WideActivations() {}

  static double silu(double x) {
    return timesSigmoid(x, Wide.of(x));
  }

  static double geluTanh(double x) {
    if (!(Math.abs(x) < 100)) {
      return x == Double.NEGATIVE_INFINITY ? Double.NaN : Math.max(x, -0.0);
    }
    Wide wide = Wide.of(x);
    return timesSigmoid(x, LINEAR.add(CUBIC.multiply(wide).multiply(wide)).multiply(wide));
  }

  /** x·e^u/(1 + e^u). */
  private static double timesSigmoid(double x, Wide u) {
    if (!(Math.abs(u.high()) < 800)) {
      return x == Double.NEGATIVE_INFINITY ? Double.NaN : Math.max(x, -0.0);
    } else if (u.high() < -500) { // 1 + e^u is 1, and e^u may be subnormal
      Wide lifted = Wide.of(x).multiply(u.add(Wide.of(400)).exp());
      return Math.copySign(lifted.multiply(Wide.of(-400).exp()).value(), x);
    } else if (u.high() > 500) {
      return x;
    }
    Wide e = u.negate().exp();
    return Math.copySign(Wide.of(x).divide(Wide.ONE.add(e)).value(), x);
  }

  /** x·n/(n + 2) with n = eˣ(eˣ + 2). */
  static double mish(double x) {
    if (!(Math.abs(x) < 300 && x != 0)) {
      return silu(x); // eˣ beside 1 is nothing, or all
    }
    Wide e = Wide.of(x).exp();
    Wide n = e.multiply(e.add(Wide.of(2)));
    return Wide.of(x).multiply(n).divide(n.add(Wide.of(2))).value();
  }

  static double selu(double x) {
    if (!(x < 0 && x > -100)) {
      return x > 0 ? positiveSelu(x) : x < 0 ? -LAMBDA_ALPHA.high() : x;
    }
    return x > -1e-17
        ? LAMBDA_ALPHA.multiply(Wide.of(x)).value()
        : LAMBDA_ALPHA.multiply(Wide.of(x).exp().add(Wide.of(-1))).value();
  }

  private static double positiveSelu(double x) {
    return x < 1e290 ? LAMBDA.multiply(Wide.of(x)).value() : LAMBDA.high() * x;
  }

  /** x − tanh x; near 0 by its series x³/3 − 2x⁵/15 + 17x⁷/315. */
  static double tanhshrink(double x) {
    if (!(Math.abs(x) < 40)) {
      return x - Math.signum(x);
    }
    if (Math.abs(x) < 1e-3) {
      double square = x * x;
      return x * square * (1.0 / 3 + square * (-2.0 / 15 + square * (17.0 / 315)));
    }
    Wide e = Wide.of(2 * x).exp();
    Wide tanh = e.add(Wide.of(-1)).divide(e.add(Wide.ONE));
    return Wide.of(x).add(tanh.negate()).value();
  }

  static double hardSigmoid(double x) {
    return Math.abs(x) < 3
        ? Wide.of(x).add(Wide.of(3)).divide(Wide.of(6)).value()
        : x > 0 ? 1 : x < 0 ? 0 : x;
  }

  static double hardSwish(double x) {
    return Math.abs(x) < 3
        ? Math.copySign(
            Wide.of(x).multiply(Wide.of(x).add(Wide.of(3))).divide(Wide.of(6)).value(), x)
        : x == Double.NEGATIVE_INFINITY ? Double.NaN : Math.max(x, -0.0);
  }

  static double softsign(double x) {
    double a = Math.abs(x);
    return a < 1e20 ? Math.copySign(Wide.of(a).divide(Wide.ONE.add(Wide.of(a))).value(), x) : x / a;
  }
}
