package org.atled.plot;

import org.atled.plot.axis.Range;

/**
 * How large a plot is.
 *
 * @param equal whether a unit is as long on one axis as on the other
 */
record ChartSize(double width, double height, boolean equal) {
  private static final double SLIMMEST = 4;

  /** The size for these ranges: with equal axes of the same area, unless that were too slim. */
  ChartSize over(Range x, Range y) {
    double aspect = y.length() / x.length();
    if (!equal || aspect > SLIMMEST || aspect < 1 / SLIMMEST) {
      return this;
    }
    double area = width * height;
    return new ChartSize(Math.sqrt(area / aspect), Math.sqrt(area * aspect), true);
  }
}
