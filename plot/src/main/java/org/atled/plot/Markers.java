package org.atled.plot;

import org.atled.plot.scene.Box;
import org.atled.plot.scene.Ink;
import org.atled.plot.scene.Mark;
import org.atled.plot.scene.Path;
import org.atled.plot.scene.Style;

/** Shapes of points, which tell series apart in print. */
final class Markers {
  private static final int KINDS = 5;

  private Markers() {}

  static Mark at(int index, double x, double y, double r, Ink ink) {
    Style style = Style.fill(ink).outlined(Look.PAGE, 0.8);
    return switch (index % KINDS) {
      case 0 -> new Mark.Circle(x, y, r, style);
      case 1 -> new Mark.Rectangle(new Box(x - 0.9 * r, y - 0.9 * r, 1.8 * r, 1.8 * r), 0, style);
      case 2 ->
          new Mark.Outline(
              new Path()
                  .moveTo(x, y - 1.2 * r)
                  .lineTo(x + 1.1 * r, y + 0.8 * r)
                  .lineTo(x - 1.1 * r, y + 0.8 * r)
                  .close(),
              style);
      case 3 ->
          new Mark.Outline(
              new Path()
                  .moveTo(x, y - 1.3 * r)
                  .lineTo(x + 1.3 * r, y)
                  .lineTo(x, y + 1.3 * r)
                  .lineTo(x - 1.3 * r, y)
                  .close(),
              style);
      default ->
          new Mark.Outline(
              new Path()
                  .moveTo(x, y + 1.2 * r)
                  .lineTo(x + 1.1 * r, y - 0.8 * r)
                  .lineTo(x - 1.1 * r, y - 0.8 * r)
                  .close(),
              style);
    };
  }
}
