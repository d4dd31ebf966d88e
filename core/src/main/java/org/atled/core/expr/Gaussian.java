package org.atled.core.expr;

import org.atled.core.expr.ErrorFunction.Scaled;

/**
 * Functions of the normal distribution's Φ, by its lower tail Φ(−t) = ½ e^(−t²/2) erfcx(t/√2): so
 * the tail keeps its relative accuracy down to the subnormal numbers, where ½(1 + erf(x/√2)) would
 * cancel. Hendrycks and Gimpel, <i>Gaussian Error Linear Units</i>, 2016.
 */
public final class Gaussian {
  private static final double ROOT_HALF = 0.7071067811865476;
  private static final double PEAK = 0.3989422804014327;

  private Gaussian() {}

  /**
   * x·Φ(x) = max(x, 0) − |x| Φ(−|x|). NaN for −∞, as −∞·0 is, and for NaN.
   *
   * <p>Error: 3.70 ulp seen for float32, 4 for float64.
   */
  public static Term gelu(Term x) {
    Format format = Format.of(x, "gelu");
    Term t = x.abs();
    Scaled scaled = Scaled.of(format, t.mul(ROOT_HALF));
    Term factor = t.mul(scaled.inverse()).mul(scaled.polynomial().mul(0.5));
    Term lower = times(format, factor, t, scaled.lost());
    // −0 in the place of 0 keeps its sign.
    Term y = x.max(-0.0).sub(lower);
    return x.lt(Double.POSITIVE_INFINITY).select(y, x);
  }

  /** The derivative of {@link #gelu}: Φ(x) + x e^(−x²/2)/√2π; NaN for ±∞. */
  public static Term geluSlope(Term x) {
    Format format = Format.of(x, "gelu");
    Term t = x.abs();
    Term bell = times(format, t.constant(1L), t, t.constant(0L));
    Scaled scaled = Scaled.of(format, t.mul(ROOT_HALF));
    Term tail = scaled.inverse().mul(scaled.polynomial().mul(0.5)).mul(bell);
    Term phi = x.gt(0).select(tail.neg().add(1), tail);
    return x.fma(bell.mul(PEAK), phi);
  }

  /** factor·e^(low − t²/2), with what the square loses. */
  private static Term times(Format format, Term factor, Term t, Term low) {
    Term c = t.min(format.pick(15, 39));
    Term square = c.mul(c);
    Term lost = c.fma(c, square.neg());
    return Exponential.times(format, factor, square.mul(-0.5), lost.fma(lost.constant(-0.5), low));
  }
}
