package org.atled.plot;

import org.atled.plot.axis.Scale;
import org.atled.plot.scene.Path;

/** Half of the plane, as where a linear unit is positive. */
final class HalfPlane {
  private HalfPlane() {}

  /**
   * The part of its edge a·x + b·y + c = 0 that a plot shows, by Liang and Barsky ("A new concept
   * and method for line clipping", 1984); empty where the edge passes the plot by.
   */
  static Path edge(double a, double b, double c, Scale across, Scale up) {
    double square = a * a + b * b;
    if (square == 0) {
      return new Path();
    }
    // The point of the edge nearest to the origin, and the direction along the edge.
    double x = -a * c / square;
    double y = -b * c / square;
    double[][] sides = {
      {b, x - across.range().from()},
      {-b, across.range().to() - x},
      {-a, y - up.range().from()},
      {a, up.range().to() - y}
    };
    double from = Double.NEGATIVE_INFINITY;
    double to = Double.POSITIVE_INFINITY;
    for (double[] side : sides) {
      if (side[0] == 0 && side[1] < 0) {
        return new Path();
      } else if (side[0] < 0) {
        from = Math.max(from, side[1] / side[0]);
      } else if (side[0] > 0) {
        to = Math.min(to, side[1] / side[0]);
      }
    }
    Path path = new Path();
    // A line that is none, such as one of NaN, has no ends.
    return from < to && Double.isFinite(from + to)
        ? path.moveTo(across.at(x - from * b), up.at(y + from * a))
            .lineTo(across.at(x - to * b), up.at(y + to * a))
        : path;
  }
}
