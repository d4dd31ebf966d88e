package org.atled.plot.scene;

import java.util.List;
import java.util.Optional;

/** Something visible. Coordinates are pixels, y growing downwards. */
public sealed interface Mark {
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
   * @param turn degrees, clockwise round (x, y)
   */
  record Label(String text, double x, double y, Lettering lettering, int turn) implements Mark {
    private static final double ASCENT = 0.8;
    private static final double DESCENT = 0.22;

    public Label(String text, double x, double y, Lettering lettering) {
      this(text, x, y, lettering, 0);
    }

    /** What its letters cover, if it is not turned. */
    public Box box() {
      double width = lettering.width(text);
      double left =
          switch (lettering.anchor()) {
            case START -> x;
            case MIDDLE -> x - width / 2;
            case END -> x - width;
          };
      double size = lettering.size();
      return new Box(left, y - ASCENT * size, width, (ASCENT + DESCENT) * size);
    }
  }

  /**
   * Pixels, magnified.
   *
   * @param smooth whether colours run into each other, or every pixel is seen
   */
  record Picture(Box box, Pixels pixels, boolean smooth) implements Mark {}

  /**
   * Marks that are moved together.
   *
   * @param clip what of them is seen, in their own coordinates
   */
  record Group(double x, double y, Optional<Box> clip, List<Mark> marks) implements Mark {
    public Group {
      marks = List.copyOf(marks);
    }

    public Group(double x, double y, List<Mark> marks) {
      this(x, y, Optional.empty(), marks);
    }
  }
}
