package org.atled.plot.axis;

import java.util.List;
import org.atled.core.error.ArgumentException;

/** An interval of numbers. */
public record Range(double from, double to) {
  private static final double FACTOR = 2;
  private static final double DECADE = 10;
  private static final double HALF = 0.5;

  /**
   * An interval that somebody asked for.
   *
   * @param axis names it in errors
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

  /** What spans all finite numbers among these; 0 to 1 if there are none. */
  public static Range over(List<double[]> values) {
    return over(values, false);
  }

  /** What spans all finite numbers among these; on a logarithmic axis 1 to 10 if there are none. */
  public static Range over(List<double[]> values, boolean log) {
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
    if (low <= high) {
      return new Range(low, high);
    }
    return log ? new Range(1, DECADE) : new Range(0, 1);
  }

  public double length() {
    return to - from;
  }

  public boolean contains(double value) {
    return from <= value && value <= to;
  }

  /**
   * Larger by a share of its length at both ends, on a logarithmic axis or an even one. On a
   * logarithmic one it stays among the normal positive doubles.
   */
  public Range padded(boolean log, double share) {
    if (log) {
      double factor = from == to ? FACTOR : growth(share);
      return new Range(
          Math.clamp(from / factor, Double.MIN_NORMAL, Double.MAX_VALUE / FACTOR),
          Math.clamp(to * factor, Double.MIN_NORMAL * FACTOR, Double.MAX_VALUE));
    }
    return from == to ? notEmpty() : new Range(from - share * length(), to + share * length());
  }

  /** (to / from)^share; the quotient itself may be too large for a double. */
  private double growth(double share) {
    return StrictMath.pow(to, share) / StrictMath.pow(from, share);
  }

  /** Itself, or something round it if it is a single number. */
  public Range notEmpty() {
    double more = Math.max(HALF * Math.abs(from), HALF);
    return from == to ? new Range(from - more, to + more) : this;
  }

  /** The least interval that holds zero too. */
  public Range withZero() {
    return new Range(Math.min(from, 0), Math.max(to, 0));
  }

  /** As far below zero as above. */
  public Range aroundZero() {
    double far = Math.max(Math.abs(from), Math.abs(to));
    return far == 0 ? new Range(-1, 1) : new Range(-far, far);
  }
}
