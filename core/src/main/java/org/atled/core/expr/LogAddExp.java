package org.atled.core.expr;

/**
 * ln(eᵃ + eᵇ) as max(a, b) + ln(1 + e^−|a − b|), which does not overflow. Of two equal numbers,
 * infinities among them, the difference is 0.
 */
public final class LogAddExp {
  private LogAddExp() {}

  /** For floats; NaN if one is NaN. */
  public static Term logAddExp(Term a, Term b) {
    Term below = a.eq(b).select(a.constant(0.0), a.sub(b).abs().neg());
    return a.max(b).add(Logarithm.log1p(Exponential.exp(below)));
  }
}
