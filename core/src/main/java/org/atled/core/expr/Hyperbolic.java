package org.atled.core.expr;

/** The hyperbolic tangent. */
public final class Hyperbolic {
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
}
