package org.atled.core.expr;

/**
 * A number as the unevaluated sum of two doubles, some 105 bits, after Dekker, <i>A floating-point
 * technique for extending the available precision</i>, 1971: the reference where {@code StrictMath}
 * has no function.
 */
record Wide(double high, double low) {
  static final Wide ONE = new Wide(1, 0);
  private static final Wide LN2 = new Wide(0.6931471805599453, 2.3190468138462996e-17);
  private static final Wide ROOT_HALF = new Wide(0.7071067811865476, -4.833646656726457e-17);
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

  /** The error function. */
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
    return Math.copySign(erfSeries(of(t)).value(), x);
  }

  /** 2/√π e^(−t²) Σ 2ᵏ t^(2k+1) / (2k+1)!!, whose terms are all of one sign; 0 < t ≤ 6. */
  private static Wide erfSeries(Wide t) {
    Wide square = t.multiply(t);
    Wide term = t;
    Wide sum = term;
    for (int k = 1; term.high > sum.high * 1e-33; k++) {
      term = term.multiply(square.add(square)).divide(of(2 * k + 1));
      sum = sum.add(term);
    }
    return sum.add(sum).multiply(square.negate().exp()).divide(ROOT_PI);
  }

  /** 1 − erf t; beyond 5 by its continued fraction, Abramowitz and Stegun 7.1.14. */
  static double erfc(Wide t) {
    if (Double.isNaN(t.high)) {
      return t.high;
    }
    if (Math.abs(t.high) > 30) {
      return t.high < 0 ? 2 : 0;
    }
    return t.high > 5 ? Math.scalb(upperTail(t).value(), -300) : lowerErfc(t).value();
  }

  /** erfc t for t ≤ 5. */
  private static Wide lowerErfc(Wide t) {
    if (Math.abs(t.high) < 1e-30) {
      return ONE;
    }
    return t.high < 0
        ? ONE.add(t.high < -6 ? ONE : erfSeries(t.negate()))
        : ONE.add(erfSeries(t).negate());
  }

  /** erfc t · 2³⁰⁰ for 5 < t < 30: the factor keeps it a normal number with room below. */
  private static Wide upperTail(Wide t) {
    Wide fraction = t;
    for (int k = 120; k > 0; k--) {
      fraction = t.add(of(k / 2.0).divide(fraction));
    }
    Wide power = LN2.multiply(of(300)).add(t.multiply(t).negate()).exp();
    return power.divide(ROOT_PI.multiply(fraction));
  }

  /** By three steps of Halley's rule. */
  static double erfinv(double x) {
    double a = Math.abs(x);
    double near = nearErfinv(a);
    if (!(a > 1e-100 && a < 1)) {
      return Math.copySign(near, x);
    }
    Wide y = of(near);
    for (int step = 0; step < 3; step++) {
      Wide slope = y.multiply(y).negate().exp().multiply(of(2)).divide(ROOT_PI);
      Wide e = erfSeries(y).add(of(-a)).divide(slope);
      y = y.add(e.divide(ONE.add(y.multiply(e))).negate());
    }
    return Math.copySign(y.value(), x);
  }

  /** Three digits of it: Winitzki, <i>A handy approximation for the error function</i>, 2008. */
  static double nearErfinv(double a) {
    if (!(a > 1e-3)) {
      return a * 0.886226925452758;
    }
    double log = StrictMath.log((1 - a) * (1 + a));
    double half = 2 / (Math.PI * 0.147) + log / 2;
    return a == 1
        ? Double.POSITIVE_INFINITY
        : Math.sqrt(Math.sqrt(half * half - log / 0.147) - half);
  }

  /** x Φ(x). */
  static double gelu(double x) {
    if (!(Math.abs(x) < 40 && Math.abs(x) > 1e-150)) {
      return Math.abs(x) < 1
          ? x / 2
          : x == Double.NEGATIVE_INFINITY ? Double.NaN : Math.max(x, -0.0);
    }
    Wide t = of(-x).multiply(ROOT_HALF);
    return t.high > 5
        ? Math.scalb(of(x).multiply(upperTail(t)).value(), -301)
        : of(x).multiply(lowerErfc(t)).value() / 2;
  }

  /** The natural logarithm of a positive number, by one step from that of a double. */
  Wide log() {
    double near = StrictMath.log(high);
    Wide rest = multiply(of(-near).exp()).add(ONE.negate());
    return of(near).add(rest).add(rest.multiply(rest).multiply(of(-0.5)));
  }

  Wide sqrt() {
    double near = Math.sqrt(high);
    Wide rest = add(of(near).multiply(of(-near)));
    return of(near).add(rest.divide(of(2 * near)));
  }

  static double log2(double x) {
    if (!(x > 0 && x < Double.POSITIVE_INFINITY)) {
      return StrictMath.log(x);
    }
    int lift = x < Double.MIN_NORMAL ? 60 : 0;
    double normal = x * (1L << lift);
    int e = Math.getExponent(normal);
    double m = Math.scalb(normal, -e);
    if (m > 1.4) {
      m /= 2;
      e++;
    }
    return of(m).log().divide(LN2).add(of(e - lift)).value();
  }

  static double exp2(double x) {
    if (!(Math.abs(x) < 1100)) {
      return StrictMath.exp(x);
    }
    double n = Math.rint(x);
    return Math.scalb(LN2.multiply(of(x - n)).exp().value(), (int) n);
  }

  static double rsqrt(double x) {
    if (!(x > 0 && x < Double.POSITIVE_INFINITY)) {
      return 1 / Math.sqrt(x);
    }
    int half = Math.getExponent(x) / 2;
    return Math.scalb(ONE.divide(of(Math.scalb(x, -2 * half)).sqrt()).value(), -half);
  }

  /** log(1 + this) for a small positive number or one up to 1. */
  private Wide log1p() {
    if (high > 1e-9) {
      return ONE.add(this).log();
    }
    Wide square = multiply(this);
    return add(square.multiply(of(-0.5))).add(square.multiply(this).divide(of(3)));
  }

  static double logSigmoid(double x) {
    if (Double.isNaN(x) || Double.isInfinite(x)) {
      return Math.min(x, 0.0);
    }
    if (Math.abs(x) > 600) {
      // Less than 0, however little.
      return x < 0 ? x : Math.min(-StrictMath.exp(-x), -Double.MIN_VALUE);
    }
    Wide more = of(-Math.abs(x)).exp().log1p();
    return of(Math.min(x, 0)).add(more.negate()).value();
  }

  static double asinh(double x) {
    double a = Math.abs(x);
    if (!(a > 1e-9 && a < 1e150)) {
      return a < 1 ? x : Math.copySign(StrictMath.log(a) + 0.6931471805599453, x);
    }
    double near = StrictMath.log1p(a + a * a / (1 + Math.sqrt(1 + a * a)));
    Wide grown = of(near).exp();
    Wide shrunk = ONE.divide(grown);
    Wide sinh = grown.add(shrunk.negate()).multiply(of(0.5));
    Wide cosh = grown.add(shrunk).multiply(of(0.5));
    Wide rest = of(a).add(sinh.negate()).divide(cosh);
    return Math.copySign(of(near).add(rest).value(), x);
  }

  static double acosh(double x) {
    if (!(x > 1 && x < 1e150)) {
      return x == 1 ? 0 : x > 1 ? StrictMath.log(x) + 0.6931471805599453 : Double.NaN;
    }
    Wide root = of(x - 1).multiply(of(x).add(ONE)).sqrt();
    return of(x).add(root).log().value();
  }

  static double atanh(double x) {
    double a = Math.abs(x);
    if (!(a > 1e-9 && a < 1)) {
      return a < 1 ? x : a == 1 ? x / 0 : Double.NaN;
    }
    Wide ratio = ONE.add(of(a)).divide(ONE.add(of(-a)));
    return Math.copySign(ratio.log().value() / 2, x);
  }
}
