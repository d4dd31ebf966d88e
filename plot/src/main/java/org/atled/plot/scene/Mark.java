package org.atled.plot.scene;

import java.util.List;
import java.util.Optional;

/** Something visible. Coordinates are pixels, y growing downwards. */
public sealed interface Mark {
  /** Where a text stands on its x. */
  enum Anchor {
    START,
    MIDDLE,
    END
  }

  record Outline(Path path, Style style) implements Mark {}

  /**
   * @param round the radius of its corners
   */
  record Rectangle(Box box, double round, Style style) implements Mark {}

  record Circle(double x, double y, double radius, Style style) implements Mark {}

  /**
   * One line of text.
   *
   * @param y its baseline
   * @param turn degrees, clockwise
   */
  record Label(
      String text, double x, double y, double size, Anchor anchor, boolean bold, int turn, Ink ink)
      implements Mark {}

  /** Pixels, magnified without blurring them. */
  record Picture(Box box, Pixels pixels) implements Mark {}

  /**
   * Marks that are moved together.
   *
   * @param clip what of them is seen, in their own coordinates
   */
  record Group(double x, double y, Optional<Box> clip, List<Mark> marks) implements Mark {
    public Group {
      marks = List.copyOf(marks);
    }
  }
}
