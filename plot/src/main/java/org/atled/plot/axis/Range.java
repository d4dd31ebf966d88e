package org.atled.plot.axis;

import org.atled.core.error.ArgumentException;

/** An interval of numbers. */
public record Range(double from, double to) {
  /**
   * @throws ArgumentException if it is empty or not finite
   */
  public static Range of(String axis, double from, double to) {
    if (!(from < to) || !Double.isFinite(to - from)) {
      throw new ArgumentException(
          "The range of the "
              + axis
              + " axis is "
              + from
              + " to "
              + to
              + ", but it must go from a number up to a larger one.");
    }
    return new Range(from, to);
  }

  /** What spans all finite numbers among these; from 0 to 1 if there are none. */
  public static Range over(Iterable<double[]> values) {
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (double[] some : values) {
      for (double value : some) {
        if (Double.isFinite(value)) {
          low = Math.min(low, value);
          high = Math.max(high, value);
        }
      }
    }
    return low <= high ? new Range(low, high) : new Range(0, 1);
  }

  /** A little wider, so that nothing lies on the frame; never empty. */
  public Range padded(boolean log, double share) {
    if (log) {
      double factor = from == to ? 2 : StrictMath.pow(to / from, share);
      return new Range(from / factor, to * factor);
    }
    double more = from == to ? Math.max(Math.abs(from) / 2, 0.5) : (to - from) * share;
    return new Range(from - more, to + more);
  }
}
