package org.atled.testkit;

import org.atled.core.shape.DType;

/**
 * How far a floating result may lie from the oracle's: a number of units in the last place of the
 * wanted value, or of {@code atLeast} where that is greater (for sums, whose terms cancel).
 */
public record Tolerance(double ulps, double atLeast) {
  /** Units in the last place of the wanted value itself. */
  public static Tolerance ulps(double ulps) {
    return new Tolerance(ulps, 0);
  }

  /** Whether a result of a type is near enough. NaN is near NaN, an infinity near itself alone. */
  public boolean allows(double wanted, double got, DType dtype) {
    if (!dtype.isFloating()) {
      return wanted == got;
    }
    FloatFormat format = FloatFormat.of(dtype);
    double rounded = format.round(wanted);
    if (Double.isNaN(rounded) || Double.isInfinite(rounded)) {
      return Double.compare(rounded, got) == 0;
    }
    double size = Math.max(Math.abs(wanted), atLeast);
    return Math.abs(got - wanted) <= ulps * format.ulp(size);
  }
}
