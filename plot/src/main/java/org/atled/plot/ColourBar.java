package org.atled.plot;

import java.util.ArrayList;
import java.util.List;
import org.atled.plot.axis.Range;
import org.atled.plot.axis.Scale;
import org.atled.plot.axis.Tick;
import org.atled.plot.axis.Ticks;
import org.atled.plot.scene.Box;
import org.atled.plot.scene.Mark;
import org.atled.plot.scene.Path;
import org.atled.plot.scene.Pixels;
import org.atled.plot.scene.Shades;
import org.atled.plot.scene.Style;

/**
 * What numbers the colours stand for.
 *
 * @param label what the numbers are
 */
record ColourBar(String label, Range range, Shades shades) {
  private static final int STEPS = 128;
  private static final double WIDTH = 13;
  private static final double GAP = 14;
  private static final double TICK = 4;
  private static final double LABEL = 18;

  /** The colour of a number. */
  int colour(double value) {
    return shades.at((value - range.from()) / range.length());
  }

  private List<Tick> ticks(double height) {
    return Ticks.of(range, false, Math.max(2, (int) (height / 45)));
  }

  /** How much room it takes, from the plot on. */
  double width(double height) {
    return GAP + WIDTH + TICK + 4 + widest(height) + LABEL;
  }

  private double widest(double height) {
    return ticks(height).stream()
        .mapToDouble(tick -> Theme.SMALL.width(tick.label()))
        .max()
        .orElse(0);
  }

  /** The bar beside a plot that is so wide and high. */
  List<Mark> marks(double plotWidth, double height) {
    int[] rgb = new int[STEPS];
    for (int i = 0; i < STEPS; i++) {
      rgb[i] = shades.at(1 - (i + 0.5) / STEPS);
    }
    Box box = new Box(plotWidth + GAP, 0, WIDTH, height);
    List<Mark> marks = new ArrayList<>();
    marks.add(new Mark.Picture(box, Pixels.opaque(1, STEPS, rgb), false));
    marks.add(new Mark.Rectangle(box, 0, Style.stroke(Theme.FRAME, 1)));
    Scale scale = Scale.even(range, height, 0);
    Path path = new Path();
    for (Tick tick : ticks(height)) {
      double at = scale.at(tick.value());
      path.moveTo(box.right(), at).lineTo(box.right() + TICK, at);
      double x = box.right() + TICK + 3;
      marks.add(new Mark.Label(tick.label(), x, at + Theme.HALF_LETTER, Theme.SMALL));
    }
    if (!path.isEmpty()) {
      marks.add(new Mark.Outline(path, Style.stroke(Theme.FRAME, 1)));
    }
    double x = plotWidth + width(height) - 4;
    marks.add(new Mark.Label(label, x, box.centerY(), Theme.LABEL, -90));
    return marks;
  }
}
