package org.atled.plot.axis;

/**
 * A straight or logarithmic way from numbers to pixels.
 *
 * @param from the number at the start; positive on a logarithmic scale, and below {@code to}
 * @param start the pixel where {@code from} stands
 * @param end the pixel where {@code to} stands
 */
public record Scale(boolean log, double from, double to, double start, double end) {
  public double at(double value) {
    return start + (end - start) * share(value);
  }

  /** Which number stands at a pixel. */
  public double value(double pixel) {
    double share = (pixel - start) / (end - start);
    return log ? from * StrictMath.pow(to / from, share) : from * (1 - share) + to * share;
  }

  private double share(double value) {
    return log
        ? StrictMath.log(value / from) / StrictMath.log(to / from)
        : (value - from) / (to - from);
  }
}
