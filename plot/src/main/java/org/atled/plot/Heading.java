package org.atled.plot;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.atled.plot.scene.Lettering;
import org.atled.plot.scene.Mark;

/** A title, on several lines where the figure is narrow. */
final class Heading {
  static final double TOP = 10;
  private static final double LINE = 20;
  private static final double ASCENT = 15;

  private final Lettering lettering;
  private final List<String> lines;

  /**
   * @param width that there is room for
   */
  Heading(String title, Lettering lettering, double width) {
    this.lettering = lettering;
    this.lines = lines(title, lettering, width);
  }

  /** How far down it reaches, with some space below. */
  double bottom() {
    return TOP + LINE * lines.size() + 6;
  }

  /** How wide its longest line is. */
  double width() {
    return lines.stream().mapToDouble(lettering::width).max().orElse(0);
  }

  List<Mark> marks(double centre) {
    List<Mark> marks = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      marks.add(new Mark.Label(lines.get(i), centre, TOP + ASCENT + i * LINE, lettering));
    }
    return marks;
  }

  /** Text cut where it has spaces, into lines of at most this width; a longer word stays whole. */
  static List<String> lines(String text, Lettering lettering, double width) {
    List<String> lines = new ArrayList<>();
    String line = "";
    for (String word : text.strip().split("\\s+")) {
      String longer = line.isEmpty() ? word : line + " " + word;
      if (!line.isEmpty() && lettering.width(longer) > width) {
        lines.add(line);
        line = word;
      } else {
        line = longer;
      }
    }
    lines.add(line);
    return lines;
  }

  /** How wide a line must be for every word of a text. */
  static double longestWord(String text, Lettering lettering) {
    return Arrays.stream(text.strip().split("\\s+", -1))
        .mapToDouble(lettering::width)
        .max()
        .orElse(0);
  }
}
