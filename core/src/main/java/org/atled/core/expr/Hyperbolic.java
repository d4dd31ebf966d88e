package org.atled.core.expr;

/** The hyperbolic functions and their inverses. */
public final class Hyperbolic {
  /** 2k/(2k + 1)! for k from 1: enough for x = 2. */
  private static final double[] SHRINK = new double[15];

  static {
    double factorial = 1;
    for (int k = 1; k <= SHRINK.length; k++) {
      factorial *= 2 * k * (2 * k + 1.0);
      SHRINK[k - 1] = 2 * k / factorial;
    }
  }

  private Hyperbolic() {}

  /**
   * tanh x = m / (m + 2) with m = e^2|x| − 1 and the sign of x, exactly odd. |x| is taken as at
   * most 10 for float32 and 20 for float64, where the quotient has become 1. ±0 is kept; NaN gives
   * NaN.
   *
   * <p>Error: at most 1.72 ulp for every float32, 3 ulp seen for float64.
   */
  public static Term tanh(Term x) {
    Format format = Format.of(x, "tanh");
    Term twice = x.add(x).abs().min(format.pick(20, 40));
    Term m = Exponential.expm1Near(format, twice);
    return format.withSign(Format.share(m, 2), x);
  }

  /**
   * x − tanh x, exactly odd. Below 2 both are almost alike: there it is (x·cosh x − sinh x)/cosh x,
   * whose numerator is Σ 2k·x^(2k+1)/(2k + 1)!, terms of one sign; in float64, and rounded once for
   * float32.
   *
   * <p>Error: 0.50 ulp seen for float32, 3 for float64.
   */
  public static Term tanhshrink(Term x) {
    return Format.wide(
        "tanhshrink",
        x,
        u -> {
          Term a = u.abs();
          Term t = a.min(2);
          Pair square = Pair.product(t, t);
          Pair cube = Pair.product(t, square.high());
          Term e = Exponential.exp(t);
          Term cosh = e.add(e.constant(1L).div(e)).mul(0.5);
          Term q = Format.polynomial(square.high(), SHRINK).div(cosh);
          Term near = cube.high().fma(q, t.fma(square.low(), cube.low()).mul(q));
          Term y = a.lt(2).select(near, a.sub(tanh(a)));
          return Format.DOUBLE.withSign(y, u);
        });
  }

  /**
   * (eˣ − e^−x)/2, exactly odd and accurate near 0: with m = e^|x| − 1, (m + m/(m + 1))/2; in
   * float64, and rounded once for float32.
   *
   * <p>Error: 0.50 ulp seen for float32, 3 for float64.
   */
  public static Term sinh(Term x) {
    return Format.wide(
        "sinh",
        x,
        u -> {
          Term a = u.abs();
          Term m = Exponential.eighthOfExpm1(a.min(711));
          Term quarter = m.add(m.div(m.fma(8, 1)));
          Term y = a.lt(0x1p-28).select(a, quarter.mul(4));
          return Format.DOUBLE.withSign(y, u);
        });
  }

  /**
   * (eˣ + e^−x)/2, exactly even; in float64, and rounded once for float32.
   *
   * <p>Error: 0.50 ulp seen for float32, 2 for float64.
   */
  public static Term cosh(Term x) {
    return Format.wide(
        "cosh",
        x,
        u -> {
          Term e = Exponential.eighth(u.abs().min(711));
          return e.add(u.constant(0x1p-6).div(e)).mul(4);
        });
  }

  /**
   * The inverse of {@link #sinh}, exactly odd: with a = |x|, log(1 + a + a²/(1 + √(a² + 1))), and
   * log a + log 2 where a² is no number; in float64, and rounded once for float32.
   *
   * <p>Error: 0.50 ulp seen for float32, 2 for float64.
   */
  public static Term asinh(Term x) {
    return Format.wide(
        "asinh",
        x,
        u -> {
          Term a = u.abs();
          Term square = a.mul(a);
          Term root = square.add(1).sqrt().add(1);
          return Format.DOUBLE.withSign(logarithm(a, a.add(square.div(root))), u);
        });
  }

  /**
   * The inverse of {@link #cosh}: with u = x − 1, log(1 + u + √(u(u + 2))), NaN for x &lt; 1; in
   * float64, and rounded once for float32.
   *
   * <p>Error: 0.50 ulp seen for float32, 2 for float64.
   */
  public static Term acosh(Term x) {
    return Format.wide(
        "acosh",
        x,
        a -> {
          Term u = a.sub(1);
          Term root = u.mul(u.add(2)).sqrt();
          return a.lt(1).select(a.constant(Double.NaN), logarithm(a, u.add(root)));
        });
  }

  /**
   * The inverse of {@link #tanh}, exactly odd: with a = |x|, ½ log(1 + 2a/(1 − a)), and the
   * quotient as 2a + 2a²/(1 − a) below ½; ±∞ for ±1, NaN beyond; in float64, and rounded once for
   * float32.
   *
   * <p>Error: 0.50 ulp seen for float32, 2 for float64.
   */
  public static Term atanh(Term x) {
    return Format.wide(
        "atanh",
        x,
        u -> {
          Term a = u.abs();
          Term twice = a.add(a);
          Term rest = a.neg().add(1);
          Term near = twice.add(twice.mul(a).div(rest));
          Term ratio = a.lt(0.5).select(near, twice.div(rest));
          return Format.DOUBLE.withSign(Logarithm.log1p(ratio).mul(0.5), u);
        });
  }

  /** log(1 + sum), or log a + log 2 where a is so large that the sum may be no number. */
  private static Term logarithm(Term a, Term sum) {
    Term large = a.gt(0x1p500);
    Term log = Logarithm.log1p(large.select(a, sum));
    return log.add(large.select(a.constant(0.6931471805599453), 0));
  }
}
