package org.atled.core.expr;

/**
 * A number as the unevaluated sum of two doubles, some 105 bits, after Dekker, <i>A floating-point
 * technique for extending the available precision</i>, 1971: the reference where {@code StrictMath}
 * has no function.
 */
record Wide(double high, double low) {
  static final Wide ONE = new Wide(1, 0);
  private static final Wide LN2 = new Wide(0.6931471805599453, 2.3190468138462996e-17);
  private static final Wide ROOT_PI = new Wide(1.772453850905516, -7.666586499825799e-17);

  static Wide of(double x) {
    return new Wide(x, 0);
  }

  private static Wide sum(double a, double b) {
    double s = a + b;
    double t = s - a;
    return new Wide(s, (a - (s - t)) + (b - t));
  }

  Wide add(Wide b) {
    Wide s = sum(high, b.high);
    Wide t = sum(low, b.low);
    Wide u = sum(s.high, s.low + t.high);
    return sum(u.high, u.low + t.low);
  }

  Wide negate() {
    return new Wide(-high, -low);
  }

  Wide multiply(Wide b) {
    double p = high * b.high;
    return sum(p, Math.fma(high, b.high, -p) + (high * b.low + low * b.high));
  }

  Wide divide(Wide b) {
    double q = high / b.high;
    Wide rest = add(b.multiply(of(-q)));
    double r = rest.high / b.high;
    Wide last = rest.add(b.multiply(of(-r)));
    return sum(q, r).add(of(last.high / b.high));
  }

  double value() {
    return high + low;
  }

  /** e to this; the result must be a normal number with room below it. */
  Wide exp() {
    double n = Math.rint(high / 0.6931471805599453);
    // 2⁻⁸ of the rest, by Taylor's series, then squared eight times.
    Wide r = add(LN2.multiply(of(-n))).multiply(of(0x1p-8));
    Wide term = ONE;
    Wide sum = Wide.of(0);
    for (int k = 1; k <= 14; k++) {
      term = term.multiply(r).divide(of(k));
      sum = sum.add(term);
    }
    for (int k = 0; k < 8; k++) { // (1 + s)² − 1 = 2s + s²
      sum = sum.add(sum).add(sum.multiply(sum));
    }
    Wide e = sum.add(ONE);
    double scale = Math.scalb(1.0, (int) n);
    return new Wide(e.high * scale, e.low * scale);
  }

  /** 1 / (1 + e^−x). */
  static double sigmoid(double x) {
    if (!(x <= 600)) {
      return Double.isNaN(x) ? x : 1;
    }
    if (x < -600) { // 1 + eˣ is 1; two factors, as eˣ may be subnormal
      return of(Math.max(x, -800) + 300).exp().multiply(of(-300).exp()).value();
    }
    Wide e = of(-x).exp();
    return ONE.divide(ONE.add(e)).value();
  }

  /** The error function: 2/√π e^(−x²) Σ 2ᵏ x^(2k+1) / (2k+1)!!, whose terms are all of one sign. */
  static double erf(double x) {
    double t = Math.abs(x);
    if (Double.isNaN(x)) {
      return x;
    }
    if (t > 6) {
      return Math.copySign(1, x);
    }
    if (t < 1e-140) {
      return x * 1.1283791670955126;
    }
    Wide square = of(t).multiply(of(t));
    Wide term = of(t);
    Wide sum = term;
    for (int k = 1; term.high > sum.high * 1e-33; k++) {
      term = term.multiply(square.add(square)).divide(of(2 * k + 1));
      sum = sum.add(term);
    }
    Wide result = sum.add(sum).multiply(square.negate().exp()).divide(ROOT_PI);
    return Math.copySign(result.value(), x);
  }
}
