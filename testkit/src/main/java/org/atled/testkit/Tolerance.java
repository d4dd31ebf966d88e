package org.atled.testkit;

import org.atled.core.shape.DType;

/**
 * How far a floating result may lie from the oracle's: a number of units in the last place of the
 * wanted value, or of {@code atLeast} where that is greater (for sums, whose terms cancel). Of a
 * short float these are units of float32, in which it is computed; it is rounded after that.
 *
 * @param roundings how often, on its way, a short float is rounded
 */
public record Tolerance(double ulps, double atLeast, int roundings) {
  /** Of what is rounded once, at its end. */
  public Tolerance(double ulps, double atLeast) {
    this(ulps, atLeast, 1);
  }

  /** Units in the last place of the wanted value itself. */
  public static Tolerance ulps(double ulps) {
    return new Tolerance(ulps, 0);
  }

  /** Of what is rounded so often on its way. */
  public Tolerance rounding(int times) {
    return new Tolerance(ulps, atLeast, times);
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
    double near = ulps * FloatFormat.of(dtype.computing()).ulp(size);
    if (dtype.computing() != dtype) {
      near += roundings * 0.5 * format.ulp(roundings == 1 ? wanted : size);
    }
    return Math.abs(got - wanted) <= near;
  }
}
