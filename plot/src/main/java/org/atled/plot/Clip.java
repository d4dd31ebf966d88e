package org.atled.plot;

import org.atled.plot.axis.Range;
import org.atled.plot.axis.Scale;
import org.atled.plot.scene.Path;

/** Lines cut at the edges of a plot. */
final class Clip {
  private Clip() {}

  /**
   * The part of a·x + b·y + c = 0 inside a rectangle, by Liang and Barsky's parameters (1984);
   * empty where the line passes it by.
   */
  static Path line(double a, double b, double c, Range xs, Range ys, Scale across, Scale up) {
    Path path = new Path();
    double square = a * a + b * b;
    if (square == 0) {
      return path;
    }
    // The foot of the origin, and the direction along the line.
    double x = -a * c / square;
    double y = -b * c / square;
    double dx = -b;
    double dy = a;
    double from = Double.NEGATIVE_INFINITY;
    double to = Double.POSITIVE_INFINITY;
    double[][] sides = {
      {-dx, x - xs.from()}, {dx, xs.to() - x}, {-dy, y - ys.from()}, {dy, ys.to() - y}
    };
    for (double[] side : sides) {
      double t = side[1] / side[0];
      if (side[0] == 0 && side[1] < 0) {
        return path;
      } else if (side[0] < 0) {
        from = Math.max(from, t);
      } else if (side[0] > 0) {
        to = Math.min(to, t);
      }
    }
    return from < to
        ? path.moveTo(across.at(x + from * dx), up.at(y + from * dy))
            .lineTo(across.at(x + to * dx), up.at(y + to * dy))
        : path;
  }
}
