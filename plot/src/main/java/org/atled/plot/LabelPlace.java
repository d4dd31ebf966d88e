package org.atled.plot;

import java.util.Comparator;
import java.util.List;
import org.atled.plot.scene.Box;
import org.atled.plot.scene.Mark;
import org.atled.plot.scene.Style;

/** Where a text covers nothing that is drawn, or as little as can be. */
final class LabelPlace {
  private static final double ROOM = 2;

  /** What is fainter may be written on, as bands are. */
  private static final double FAINT = 0.5;

  private LabelPlace() {}

  /** Of some places for a text the first that covers the fewest marks. */
  static Mark.Label freest(List<Mark.Label> places, List<Mark> marks) {
    return places.stream()
        .min(Comparator.comparingLong(place -> covered(place.box(), marks)))
        .orElseThrow();
  }

  /** Writes on a line, which is not seen behind the text. */
  static void write(Mark.Label label, List<Mark> marks) {
    marks.add(new Mark.Rectangle(label.box(), 0, Style.fill(Theme.PAGE)));
    marks.add(label);
  }

  /** How many marks a text in a box would touch. */
  static long covered(Box box, List<Mark> marks) {
    Box wide = box.grown(ROOM);
    return marks.stream().filter(mark -> touches(wide, mark)).count();
  }

  private static boolean touches(Box box, Mark mark) {
    return switch (mark) {
      case Mark.Outline outline ->
          outline.style().opacity() > FAINT
              && outline.path().pieces().stream().anyMatch(box::meets);
      case Mark.Rectangle rectangle -> box.meets(rectangle.box());
      case Mark.Circle c ->
          box.meets(
              new Box(c.x() - c.radius(), c.y() - c.radius(), 2 * c.radius(), 2 * c.radius()));
      case Mark.Label label -> box.meets(label.box());
      case Mark.Picture picture -> false;
      case Mark.Group group ->
          group.marks().stream()
              .anyMatch(inner -> touches(box.moved(-group.x(), -group.y()), inner));
    };
  }
}
