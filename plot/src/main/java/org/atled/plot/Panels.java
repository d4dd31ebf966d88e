package org.atled.plot;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.atled.core.error.ArgumentException;
import org.atled.plot.scene.Lettering;
import org.atled.plot.scene.Mark;

/** Several figures as one. */
public final class Panels {
  private static final int GAP = 10;
  private static final Lettering TITLE = new Lettering(17, Theme.TEXT).centred().strong();

  private Panels() {}

  /**
   * Figures side by side, row after row.
   *
   * @param columns how many stand in a row
   * @throws ArgumentException if there are no figures, or no columns
   */
  public static Figure of(String title, int columns, Figure... figures) {
    Check.title("panels", title);
    Check.columns(title, columns);
    if (figures.length == 0) {
      throw new ArgumentException(
          "The panels \"" + title + "\" have no figures; give at least one.");
    }
    int[] widths = new int[Math.min(columns, figures.length)];
    int[] heights = new int[(figures.length + columns - 1) / columns];
    for (int i = 0; i < figures.length; i++) {
      widths[i % columns] = Math.max(widths[i % columns], figures[i].width());
      heights[i / columns] = Math.max(heights[i / columns], figures[i].height());
    }
    int width = Arrays.stream(widths).sum() + GAP * (widths.length + 1);
    Heading heading = new Heading(title, TITLE, width - 2 * GAP);
    int top = (int) heading.bottom();
    List<Mark> marks = new ArrayList<>(heading.marks(width / 2.0));
    for (int i = 0; i < figures.length; i++) {
      int row = i / columns;
      int column = i % columns;
      int x = GAP + IntStream.range(0, column).map(c -> widths[c] + GAP).sum();
      int y = top + IntStream.range(0, row).map(r -> heights[r] + GAP).sum();
      int spare = widths[column] - figures[i].width();
      marks.add(new Mark.Group(x + spare / 2, y, figures[i].marks()));
    }
    int height = top + Arrays.stream(heights).map(h -> h + GAP).sum();
    String about =
        Arrays.stream(figures)
            .map(figure -> figure.title() + ": " + figure.description())
            .collect(Collectors.joining(" "));
    return new Figure(title, about, width, height, marks);
  }
}
