package org.atled.plot;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.atled.plot.axis.Scale;
import org.atled.plot.axis.Ticks.Tick;
import org.atled.plot.scene.Box;
import org.atled.plot.scene.Mark;
import org.atled.plot.scene.Mark.Anchor;
import org.atled.plot.scene.Path;
import org.atled.plot.scene.Style;
import org.atled.plot.scene.TextWidth;

/** Two axes round a plot, its title and its legend. */
final class Frame {
  private static final double EDGE = 12;
  private static final double LINE = 19;
  private static final double TICK = 5;

  /**
   * One of the two axes.
   *
   * @param grid whether lines cross the plot at its ticks
   */
  record Axis(String label, Scale scale, List<Tick> ticks, boolean grid) {}

  private final List<String> title;
  private final Axis x;
  private final Axis y;
  private final Legend legend;
  private final boolean slanted;
  private final double left;
  private final double top;
  private final double width;
  private final double height;
  private final double right;

  /**
   * @param x on the pixels 0 to {@code width}
   * @param y on the pixels {@code height} to 0
   * @param beside what stands right of the plot needs so many pixels
   */
  Frame(
      String title,
      Axis x,
      Axis y,
      List<Legend.Entry> entries,
      double width,
      double height,
      double beside) {
    this.x = x;
    this.y = y;
    this.width = width;
    this.height = height;
    double widest = y.ticks().stream().mapToDouble(t -> tickWidth(t)).max().orElse(0);
    this.left = EDGE + 20 + widest + TICK + 4;
    this.right = beside + EDGE + 6;
    this.slanted = !fit(x);
    this.title = lines(title, left + width + right - 2 * EDGE, Look.TITLE);
    this.legend = new Legend(entries, left + width + right - 2 * EDGE);
    this.top = EDGE + this.title.size() * LINE + 4 + legend.height() + 4;
  }

  private static double tickWidth(Tick tick) {
    return TextWidth.of(tick.label(), Look.TICK);
  }

  /** Whether the labels of the ticks stand side by side without touching. */
  static boolean fit(Axis axis) {
    double end = Double.NEGATIVE_INFINITY;
    for (Tick tick : axis.ticks()) {
      if (tick.major()) {
        double half = tickWidth(tick) / 2 + 3;
        double at = axis.scale().at(tick.value());
        if (at - half < end) {
          return false;
        }
        end = at + half;
      }
    }
    return true;
  }

  /** Text cut into lines of at most this width where it has spaces. */
  static List<String> lines(String text, double width, double size) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : text.strip().split("\\s+")) {
      if (!line.isEmpty() && TextWidth.bold(line + " " + word, size) > width) {
        lines.add(line.toString());
        line.setLength(0);
      }
      line.append(line.isEmpty() ? "" : " ").append(word);
    }
    lines.add(line.toString());
    return lines;
  }

  /** The plot in the figure. */
  Box box() {
    return new Box(left, top, width, height);
  }

  int figureWidth() {
    return (int) Math.ceil(left + width + right);
  }

  int figureHeight() {
    double labels = slanted ? slantedHeight() : 14;
    return (int) Math.ceil(top + height + TICK + 4 + labels + 22 + EDGE);
  }

  private double slantedHeight() {
    double longest = x.ticks().stream().mapToDouble(t -> tickWidth(t)).max().orElse(0);
    return 10 + longest * 0.65;
  }

  /**
   * All marks of the figure.
   *
   * @param inside what stands in the plot, its corner at (0, 0); cut off at the frame
   * @param beside what else there is, in the same coordinates
   */
  List<Mark> marks(List<Mark> inside, List<Mark> beside) {
    List<Mark> marks = new ArrayList<>();
    double centre = figureWidth() / 2.0;
    for (int i = 0; i < title.size(); i++) {
      double baseline = EDGE + 14 + i * LINE;
      marks.add(
          new Mark.Label(
              title.get(i), centre, baseline, Look.TITLE, Anchor.MIDDLE, true, 0, Look.TEXT));
    }
    marks.addAll(legend.marks(centre, EDGE + title.size() * LINE + 4));
    List<Mark> plot = new ArrayList<>();
    grid(plot);
    plot.add(new Mark.Group(0, 0, Optional.of(new Box(0, 0, width, height)), inside));
    plot.add(new Mark.Rectangle(new Box(0, 0, width, height), 0, Style.stroke(Look.FRAME, 1)));
    ticks(plot);
    labels(plot);
    plot.addAll(beside);
    marks.add(new Mark.Group(left, top, Optional.empty(), plot));
    return marks;
  }

  private void grid(List<Mark> plot) {
    Path path = new Path();
    if (x.grid()) {
      x.ticks().stream()
          .filter(Tick::major)
          .mapToDouble(t -> x.scale().at(t.value()))
          .forEach(at -> path.moveTo(at, 0).lineTo(at, height));
    }
    if (y.grid()) {
      y.ticks().stream()
          .filter(Tick::major)
          .mapToDouble(t -> y.scale().at(t.value()))
          .forEach(at -> path.moveTo(0, at).lineTo(width, at));
    }
    if (!path.isEmpty()) {
      plot.add(new Mark.Outline(path, Style.stroke(Look.GRID, 1)));
    }
  }

  private void ticks(List<Mark> plot) {
    Path path = new Path();
    for (Tick tick : x.ticks()) {
      double at = x.scale().at(tick.value());
      path.moveTo(at, height).lineTo(at, height + (tick.major() ? TICK : TICK - 2));
      if (tick.major()) {
        plot.add(
            slanted
                ? label(tick, at + 4, height + TICK + 11, Anchor.END, -40)
                : label(tick, at, height + TICK + 13, Anchor.MIDDLE, 0));
      }
    }
    for (Tick tick : y.ticks()) {
      double at = y.scale().at(tick.value());
      path.moveTo(0, at).lineTo(tick.major() ? -TICK : 2 - TICK, at);
      if (tick.major()) {
        plot.add(label(tick, -TICK - 4, at + 4, Anchor.END, 0));
      }
    }
    if (!path.isEmpty()) {
      plot.add(new Mark.Outline(path, Style.stroke(Look.FRAME, 1)));
    }
  }

  private static Mark label(Tick tick, double x, double y, Anchor anchor, int turn) {
    return new Mark.Label(tick.label(), x, y, Look.TICK, anchor, false, turn, Look.QUIET);
  }

  private void labels(List<Mark> plot) {
    double bottom = figureHeight() - top - EDGE;
    plot.add(
        new Mark.Label(
            x.label(), width / 2, bottom, Look.AXIS, Anchor.MIDDLE, false, 0, Look.TEXT));
    plot.add(
        new Mark.Label(
            y.label(),
            EDGE + 10 - left,
            height / 2,
            Look.AXIS,
            Anchor.MIDDLE,
            false,
            -90,
            Look.TEXT));
  }
}
