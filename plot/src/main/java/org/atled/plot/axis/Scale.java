package org.atled.plot.axis;

/**
 * An even or logarithmic way from numbers to pixels.
 *
 * @param range positive on a logarithmic scale
 * @param start the pixel where the range begins
 * @param end the pixel where it ends
 */
public record Scale(Range range, boolean log, double start, double end) {
  /** An even scale. */
  public static Scale even(Range range, double start, double end) {
    return new Scale(range, false, start, end);
  }

  /** In pixels. */
  public double length() {
    return Math.abs(end - start);
  }

  /** The pixel of a number. */
  public double at(double value) {
    double share =
        log
            ? (StrictMath.log(value) - StrictMath.log(range.from())) / logarithmicLength()
            : (value - range.from()) / range.length();
    return start + (end - start) * share;
  }

  /** ln(to / from); the quotient itself may be too large for a double. */
  private double logarithmicLength() {
    return StrictMath.log(range.to()) - StrictMath.log(range.from());
  }

  /** So many numbers, the first and the last at the ends, between them evenly in pixels. */
  public double[] values(int count) {
    double[] values = new double[count];
    for (int i = 0; i < count; i++) {
      double share = count == 1 ? 0 : (double) i / (count - 1);
      values[i] =
          log
              ? StrictMath.pow(range.from(), 1 - share) * StrictMath.pow(range.to(), share)
              : range.from() * (1 - share) + range.to() * share;
    }
    return values;
  }
}
