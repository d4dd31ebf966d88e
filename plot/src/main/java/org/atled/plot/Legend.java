package org.atled.plot;

import java.util.ArrayList;
import java.util.List;
import org.atled.plot.scene.Box;
import org.atled.plot.scene.Lettering;
import org.atled.plot.scene.Mark;
import org.atled.plot.scene.Path;
import org.atled.plot.scene.Style;

/** Names of series in rows between the title and the plot, where they hide nothing. */
final class Legend {
  /** The length of a line in a legend. */
  static final double LINE = 24;

  private static final double ROW = 18;
  private static final double GAP = 14;
  private static final double SPACE = 5;
  private static final double BOX = 12;
  private static final Lettering LETTERING = Theme.SMALL.in(Theme.TEXT);

  /**
   * What a series looks like.
   *
   * @param marks round (0, 0)
   */
  record Swatch(double width, List<Mark> marks) {
    /** A piece of a line. */
    static Swatch line(Style style) {
      Path path = new Path().moveTo(-LINE / 2, 0).lineTo(LINE / 2, 0);
      return new Swatch(LINE, List.of(new Mark.Outline(path, style)));
    }

    /** A filled box. */
    static Swatch box(double width, Style style) {
      Box box = new Box(-width / 2, -BOX / 2, width, BOX);
      return new Swatch(width, List.of(new Mark.Rectangle(box, 0, style)));
    }

    /** The marker of a series. */
    static Swatch marker(int series) {
      return new Swatch(BOX, List.of(Markers.at(series, 0, 0, Markers.radius(1))));
    }

    /** The marker of what a series has that was not measured. */
    static Swatch hollow(int series) {
      return new Swatch(BOX, List.of(Markers.hollow(series, 0, 0, Markers.radius(1))));
    }
  }

  /** A name and what stands for it, one over the other. */
  record Entry(String name, List<Swatch> swatches) {
    private double left() {
      return swatches.stream().mapToDouble(Swatch::width).max().orElse(0);
    }

    double width() {
      return left() + SPACE + LETTERING.width(name);
    }
  }

  private final List<List<Entry>> rows = new ArrayList<>();

  /**
   * @param width that there is room for; an entry that is wider has a row of its own
   */
  Legend(List<Entry> entries, double width) {
    for (Entry entry : entries) {
      if (rows.isEmpty() || width(rows.getLast()) + GAP + entry.width() > width) {
        rows.add(new ArrayList<>());
      }
      rows.getLast().add(entry);
    }
  }

  private static double width(List<Entry> row) {
    return row.stream().mapToDouble(Entry::width).sum() + GAP * (row.size() - 1);
  }

  /** How wide its widest row is. */
  double width() {
    return rows.stream().mapToDouble(Legend::width).max().orElse(0);
  }

  double height() {
    return rows.isEmpty() ? 0 : rows.size() * ROW + SPACE;
  }

  /** The rows, centred on x and below y. */
  List<Mark> marks(double centre, double y) {
    List<Mark> marks = new ArrayList<>();
    double middle = y + ROW / 2;
    for (List<Entry> row : rows) {
      double x = centre - width(row) / 2;
      for (Entry entry : row) {
        for (Swatch swatch : entry.swatches()) {
          marks.add(new Mark.Group(x + entry.left() / 2, middle, swatch.marks()));
        }
        double text = x + entry.left() + SPACE;
        marks.add(new Mark.Label(entry.name(), text, middle + Theme.HALF_LETTER, LETTERING));
        x += entry.width() + GAP;
      }
      middle += ROW;
    }
    return marks;
  }
}
