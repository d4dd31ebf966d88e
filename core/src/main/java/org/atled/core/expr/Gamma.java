package org.atled.core.expr;

/**
 * The logarithm of the gamma function. It is computed in float64, and a float32 is rounded once.
 * The polynomials are minimax, derived by {@code tools/minimax.py}.
 */
public final class Gamma {
  // log Γ(2 + t) = t P(t) for |t| ≤ ½.
  private static final double[] NEAR = {
    0.42278433509846713,
    0.3224670334241132,
    -0.06735230105319524,
    0.020580808427794087,
    -0.0073855510290084725,
    0.0028905103301277474,
    -0.0011927538973280946,
    0.0005096695395952125,
    -0.0002231550572968788,
    9.945734257473066e-05,
    -4.4922823502087845e-05,
    2.0508130259997322e-05,
    -9.462019163322784e-06,
    4.373653003526999e-06,
    -1.9539090306199764e-06,
    9.455439757027255e-07,
    -6.189883606354011e-07,
    2.5452783861265743e-07,
    2.8221493693871642e-08
  };
  // What Stirling's formula leaves out, of x ≥ 2.5: P(1/x²)/x.
  private static final double[] FAR = {
    0.08333333333333175,
    -0.0027777777771207423,
    0.0007936506921226864,
    -0.0005952298101269975,
    0.0008413348273827694,
    -0.0019034857297392082,
    0.006071729557707868,
    -0.023416039786108723,
    0.09136960126618712,
    -0.30679280448407364,
    0.7712376213514925,
    -1.2403633997355508,
    0.9391208236203178
  };
  // sin πf = πf (1 + f² P(f²)) for |f| ≤ ½.
  private static final double[] SINE = {
    -1.6449340668482264,
    0.8117424252833462,
    -0.19075182412167538,
    0.026147847807944085,
    -0.0023460809133041215,
    0.00014842791664241187,
    -6.972267482324248e-06,
    2.451834661766605e-07
  };

  /** ½ log 2π. */
  private static final double HALF_LOG_TURN = 0.9189385332046728;

  private Gamma() {}

  /**
   * log |Γ(x)|; 0 at 1 and 2, +∞ at 0 and the negative whole numbers, and for ±∞. For 0 &lt; x &lt;
   * 2.5 it is log Γ(2 + t) by a polynomial in t = x − k, with k the nearest whole number, less the
   * logarithm of what Γ(2 + t) has for a factor: so it keeps its digits near 1 and 2. Beyond, it is
   * Stirling's formula, (x − ½)(log x − 1) + ½ log 2π − ½ + P(1/x²)/x. Below 0 it is reflected:
   * −log(|sin πx|/π) − log Γ(1 − x).
   *
   * <p>Error: 0.50 ulp seen for float32 and 3 for float64 where x &gt; 0; below, as much of log Γ(1
   * − x) + 1, beside which it is small near its zeros.
   */
  public static Term lgamma(Term x) {
    return Format.wide("lgamma", x, Gamma::wide);
  }

  private static Term wide(Term x) {
    Term a = x.abs();
    // Then what follows is log Γ(1 + a).
    Term negative = x.lt(0);
    Term t = a.sub(a.rint());
    Term first = a.le(0.5);
    Term second = a.lt(1.5);
    Term far = a.ge(2.5);
    Term one = a.constant(1L);
    Term begin = negative.select(a.add(1), a.fma(a, a));
    Term middle = negative.select(one, a);
    Term end = negative.select(a, one);
    Term argument = first.select(begin, second.select(middle, end));
    Pair log = Logarithm.inTwoParts(far.select(a, argument));
    Term added = second.not().and(negative);
    Term high = added.select(log.high(), log.high().neg());
    Term low = added.select(log.low(), log.low().neg());
    Term near = t.fma(Format.polynomial(t, NEAR), high).add(low);
    Term value = far.select(stirling(a, negative, log), near);
    Term reflected = Logarithm.log(sineOverPi(t.abs())).add(value).neg();
    Term signed = negative.select(reflected, value);
    Term pole = t.eq(0).and(x.le(0));
    Term infinite = pole.or(a.eq(Double.POSITIVE_INFINITY));
    return infinite.select(a.constant(Double.POSITIVE_INFINITY), signed);
  }

  private static Term stirling(Term a, Term negative, Pair log) {
    Term half = negative.select(a.constant(0.5), -0.5);
    Term factor = a.add(half);
    Pair less = Pair.sum(log.high(), log.high().constant(-1L));
    Term product = factor.mul(less.high());
    Term lost = factor.fma(less.high(), product.neg());
    Term rest = factor.fma(less.low().add(log.low()), lost);
    Term inverse = a.constant(1L).div(a);
    Term beyond = Format.polynomial(inverse.mul(inverse), FAR);
    Term more = inverse.fma(beyond, half.add(HALF_LOG_TURN));
    // Where the product is no number the rest is ∞ − ∞.
    Term tame = product.lt(Double.POSITIVE_INFINITY).select(rest, 0);
    return product.add(tame.add(more));
  }

  /** sin(πf)/π for |f| ≤ ½. */
  private static Term sineOverPi(Term f) {
    Term square = f.mul(f);
    return f.fma(square.mul(Format.polynomial(square, SINE)), f);
  }
}
