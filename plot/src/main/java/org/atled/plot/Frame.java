package org.atled.plot;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.atled.plot.axis.Axis;
import org.atled.plot.axis.Tick;
import org.atled.plot.scene.Box;
import org.atled.plot.scene.Mark;
import org.atled.plot.scene.Path;
import org.atled.plot.scene.Style;

/** Two axes round a plot, with a title and a legend: it makes room for all that is written. */
final class Frame {
  private static final double EDGE = 12;
  private static final double TICK = 5;
  private static final double GAP = 4;
  private static final double LABEL = 18;
  private static final double LETTER = 11;
  private static final int SLANT = -40;
  private static final double SINE = 0.643;
  private static final double COSINE = 0.766;

  private final Axis x;
  private final Axis y;
  private final Heading heading;
  private final Legend legend;
  private final boolean slanted;
  private final double left;
  private final double top;
  private final Box plot;
  private final int width;
  private final int height;

  /**
   * @param x its scale goes from pixel 0 to the plot's width
   * @param y its scale goes between pixel 0, the top, and the plot's height
   * @param beside how much room is needed right of the plot
   */
  Frame(String title, Axis x, Axis y, List<Legend.Entry> entries, double beside) {
    this.x = x;
    this.y = y;
    this.plot = new Box(0, 0, x.scale().length(), y.scale().length());
    this.slanted = !labelsFit(x);
    this.left = EDGE + Math.max(LABEL + GAP + widest(y) + GAP + TICK, overhang());
    double right = Math.max(beside, lastHalf()) + EDGE;
    double room = left + plot.width() + right - 2 * EDGE;
    this.legend = new Legend(entries, room);
    this.width = (int) Math.ceil(Math.max(room, legend.width()) + 2 * EDGE);
    this.heading = new Heading(title, Theme.TITLE, width - 2 * EDGE);
    this.top = heading.bottom() + legend.height() + 2;
    this.height = (int) Math.ceil(top + plot.height() + below() + LABEL + EDGE);
  }

  private static double width(Tick tick) {
    return Theme.SMALL.width(tick.label());
  }

  private static double widest(Axis axis) {
    return axis.ticks().stream().mapToDouble(Frame::width).max().orElse(0);
  }

  /** How far slanted labels reach to the left of the plot. */
  private double overhang() {
    return slanted
        ? x.ticks().stream().mapToDouble(t -> COSINE * width(t) - x.at(t)).max().orElse(0)
        : 0;
  }

  /** How far the last label under the plot reaches beyond it. */
  private double lastHalf() {
    return slanted
        ? 0
        : x.ticks().stream()
            .mapToDouble(t -> x.at(t) + width(t) / 2 - plot.width())
            .max()
            .orElse(0);
  }

  /** Ticks and their labels below the plot. */
  private double below() {
    return TICK + GAP + (slanted ? LETTER + SINE * widest(x) : LETTER) + GAP;
  }

  /** Whether the labels of an axis stand side by side without touching. */
  static boolean labelsFit(Axis axis) {
    double end = Double.NEGATIVE_INFINITY;
    for (Tick tick : axis.ticks()) {
      if (tick.major()) {
        double half = width(tick) / 2 + GAP / 2;
        double at = axis.at(tick);
        if (at - half < end) {
          return false;
        }
        end = at + half;
      }
    }
    return true;
  }

  /** The middle of what stands above the plot: its own, if there is room for that. */
  private double centre() {
    double half = Math.max(heading.width(), legend.width()) / 2;
    double middle = left + plot.centerX();
    boolean fits = middle - half >= EDGE && middle + half <= width - EDGE;
    return fits ? middle : width / 2.0;
  }

  /**
   * The whole figure.
   *
   * @param about what is seen, in a sentence
   * @param inside what stands in the plot, its corner at (0, 0); cut off at the axes
   * @param beside what stands right of it, in the same coordinates
   */
  Figure figure(String title, String about, List<Mark> inside, List<Mark> beside) {
    List<Mark> marks = new ArrayList<>();
    double centre = centre();
    marks.addAll(heading.marks(centre));
    marks.addAll(legend.marks(centre, heading.bottom()));
    List<Mark> axes = new ArrayList<>();
    grid(axes);
    axes.add(new Mark.Group(0, 0, Optional.of(plot), inside));
    axes.add(new Mark.Rectangle(plot, 0, Style.stroke(Theme.FRAME, 1)));
    ticks(axes);
    double bottom = plot.height() + below() + LETTER;
    axes.add(new Mark.Label(x.label(), plot.centerX(), bottom, Theme.LABEL));
    double beforeTicks = -TICK - GAP - widest(y) - GAP - (LABEL - LETTER);
    axes.add(new Mark.Label(y.label(), beforeTicks, plot.centerY(), Theme.LABEL, -90));
    axes.addAll(beside);
    marks.add(new Mark.Group(left, top, axes));
    return new Figure(title, about, width, height, marks);
  }

  private void grid(List<Mark> marks) {
    Path path = new Path();
    for (Tick tick : x.gridded()) {
      path.moveTo(x.at(tick), 0).lineTo(x.at(tick), plot.height());
    }
    for (Tick tick : y.gridded()) {
      path.moveTo(0, y.at(tick)).lineTo(plot.width(), y.at(tick));
    }
    if (!path.isEmpty()) {
      marks.add(new Mark.Outline(path, Style.stroke(Theme.GRID, 1)));
    }
  }

  private void ticks(List<Mark> marks) {
    Path path = new Path();
    for (Tick tick : x.ticks()) {
      double at = x.at(tick);
      double end = plot.height() + (tick.major() ? TICK : TICK - 2);
      path.moveTo(at, plot.height()).lineTo(at, end);
      if (tick.major()) {
        double baseline = plot.height() + TICK + GAP + LETTER - 2;
        marks.add(
            slanted
                ? new Mark.Label(tick.label(), at + GAP, baseline, Theme.SMALL.ending(), SLANT)
                : new Mark.Label(tick.label(), at, baseline, Theme.SMALL.centred()));
      }
    }
    for (Tick tick : y.ticks()) {
      double at = y.at(tick);
      path.moveTo(0, at).lineTo(tick.major() ? -TICK : 2 - TICK, at);
      if (tick.major()) {
        double baseline = at + Theme.HALF_LETTER;
        marks.add(new Mark.Label(tick.label(), -TICK - GAP, baseline, Theme.SMALL.ending()));
      }
    }
    if (!path.isEmpty()) {
      marks.add(new Mark.Outline(path, Style.stroke(Theme.FRAME, 1)));
    }
  }
}
