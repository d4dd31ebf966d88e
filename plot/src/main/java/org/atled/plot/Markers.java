package org.atled.plot;

import org.atled.plot.scene.Box;
import org.atled.plot.scene.Mark;
import org.atled.plot.scene.Path;
import org.atled.plot.scene.Style;

/** Shapes of points, which tell series apart in print. */
final class Markers {
  private static final int KINDS = 5;
  private static final double RADIUS = 3.6;
  private static final int SOME = 200;
  private static final int MANY = 800;

  private Markers() {}

  /** The size of so many markers: many hide each other. */
  static double radius(int markers) {
    return markers < SOME ? RADIUS : markers < MANY ? 0.8 * RADIUS : 0.6 * RADIUS;
  }

  /** The marker of a series at (x, y), with an edge of the page's colour. */
  static Mark at(int series, double x, double y, double r) {
    return at(series, x, y, r, Style.fill(Theme.series(series)).outlined(Theme.PAGE, 0.8));
  }

  /** The same with nothing but its edge, for what was not measured. */
  static Mark hollow(int series, double x, double y, double r) {
    return at(series, x, y, r, Style.fill(Theme.PAGE).outlined(Theme.series(series), 1.6));
  }

  private static Mark at(int series, double x, double y, double r, Style style) {
    return switch (series % KINDS) {
      case 0 -> new Mark.Circle(x, y, r, style);
      case 1 -> {
        double half = 0.9 * r;
        yield new Mark.Rectangle(new Box(x - half, y - half, 2 * half, 2 * half), 0, style);
      }
      case 2 -> triangle(x, y, r, style);
      case 3 -> {
        double far = 1.3 * r;
        Path diamond = new Path().moveTo(x, y - far).lineTo(x + far, y);
        yield new Mark.Outline(diamond.lineTo(x, y + far).lineTo(x - far, y).close(), style);
      }
      default -> triangle(x, y, -r, style);
    };
  }

  /** Pointing up, or down if its radius is negative. */
  private static Mark triangle(double x, double y, double r, Style style) {
    Path path = new Path().moveTo(x, y - 1.2 * r).lineTo(x + 1.1 * r, y + 0.8 * r);
    return new Mark.Outline(path.lineTo(x - 1.1 * r, y + 0.8 * r).close(), style);
  }
}
