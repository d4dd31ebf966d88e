package org.atled.plot;

import java.util.ArrayList;
import java.util.List;
import org.atled.plot.scene.Lettering;
import org.atled.plot.scene.Mark;

/** Names of series in rows between the title and the plot, where they hide nothing. */
final class Legend {
  static final double SWATCH = 24;
  private static final double ROW = 18;
  private static final double GAP = 14;
  private static final double SPACE = 5;
  private static final Lettering LETTERING = Look.SMALL.in(Look.TEXT);

  /**
   * @param swatch what the series looks like, SWATCH wide and centred on y = 0
   */
  record Entry(String name, List<Mark> swatch) {
    double width() {
      return SWATCH + SPACE + LETTERING.width(name);
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
        marks.add(new Mark.Group(x, middle, entry.swatch()));
        double text = x + SWATCH + SPACE;
        marks.add(new Mark.Label(entry.name(), text, middle + Look.HALF_LETTER, LETTERING));
        x += entry.width() + GAP;
      }
      middle += ROW;
    }
    return marks;
  }
}
