package org.atled.plot;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.atled.core.error.ArgumentException;
import org.atled.plot.scene.Mark;
import org.atled.plot.scene.Mark.Anchor;

/** Several figures as one. */
public final class Panels {
  private static final int GAP = 12;
  private static final int HEAD = 38;

  private Panels() {}

  /**
   * Figures side by side, row after row.
   *
   * @param columns how many stand in a row
   */
  public static Figure of(String title, int columns, Figure... figures) {
    Check.text("The title of the panels", title);
    if (columns < 1 || figures.length == 0) {
      throw new ArgumentException(
          "The panels \""
              + title
              + "\" have "
              + figures.length
              + " figures in "
              + columns
              + " columns; give at least one of each.");
    }
    int used = Math.min(columns, figures.length);
    int rows = (figures.length + columns - 1) / columns;
    int[] widths = new int[used];
    int[] heights = new int[rows];
    for (int i = 0; i < figures.length; i++) {
      widths[i % columns] = Math.max(widths[i % columns], figures[i].width());
      heights[i / columns] = Math.max(heights[i / columns], figures[i].height());
    }
    List<Mark> marks = new ArrayList<>();
    List<String> titles = new ArrayList<>();
    int y = HEAD;
    for (int row = 0; row < rows; row++) {
      int x = GAP;
      for (int column = 0; column < used && row * columns + column < figures.length; column++) {
        Figure figure = figures[row * columns + column];
        marks.add(
            new Mark.Group(
                x + (widths[column] - figure.width()) / 2, y, Optional.empty(), figure.marks()));
        titles.add(figure.title());
        x += widths[column] + GAP;
      }
      y += heights[row] + GAP;
    }
    int width = GAP;
    for (int w : widths) {
      width += w + GAP;
    }
    marks.add(
        new Mark.Label(title, width / 2.0, 25, Look.TITLE + 2, Anchor.MIDDLE, true, 0, Look.TEXT));
    return new Figure(title, "Panels: " + String.join("; ", titles) + ".", width, y, marks);
  }
}
