package org.atled.plot;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.atled.plot.scene.Mark;
import org.atled.plot.scene.Mark.Anchor;
import org.atled.plot.scene.TextWidth;

/** Names of series in rows between the title and the plot, where they hide nothing. */
final class Legend {
  static final double SWATCH = 24;
  private static final double ROW = 18;
  private static final double GAP = 16;
  private static final double SPACE = 6;

  /**
   * @param swatch what the series looks like, SWATCH wide and centred on y = 0
   */
  record Entry(String name, List<Mark> swatch) {
    double width() {
      return SWATCH + SPACE + TextWidth.of(name, Look.TICK);
    }
  }

  private final List<List<Entry>> rows = new ArrayList<>();

  Legend(List<Entry> entries, double width) {
    double used = 0;
    for (Entry entry : entries) {
      if (rows.isEmpty() || used + GAP + entry.width() > width) {
        rows.add(new ArrayList<>());
        used = -GAP;
      }
      rows.getLast().add(entry);
      used += GAP + entry.width();
    }
  }

  double height() {
    return rows.isEmpty() ? 0 : rows.size() * ROW + 4;
  }

  /** The rows, centred on x and below y. */
  List<Mark> marks(double centre, double y) {
    List<Mark> marks = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      double width = -GAP;
      for (Entry entry : rows.get(i)) {
        width += GAP + entry.width();
      }
      double x = centre - width / 2;
      double middle = y + (i + 0.5) * ROW;
      for (Entry entry : rows.get(i)) {
        marks.add(new Mark.Group(x, middle, Optional.empty(), entry.swatch()));
        marks.add(
            new Mark.Label(
                entry.name(),
                x + SWATCH + SPACE,
                middle + 4,
                Look.TICK,
                Anchor.START,
                false,
                0,
                Look.TEXT));
        x += entry.width() + GAP;
      }
    }
    return marks;
  }
}
