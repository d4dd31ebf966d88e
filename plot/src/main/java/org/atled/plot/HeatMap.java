package org.atled.plot;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.atled.core.error.ArgumentException;
import org.atled.plot.axis.Numerals;
import org.atled.plot.axis.Range;
import org.atled.plot.axis.Scale;
import org.atled.plot.axis.Ticks;
import org.atled.plot.axis.Ticks.Tick;
import org.atled.plot.scene.Box;
import org.atled.plot.scene.Ink;
import org.atled.plot.scene.Mark;
import org.atled.plot.scene.Mark.Anchor;
import org.atled.plot.scene.Path;
import org.atled.plot.scene.Pixels;
import org.atled.plot.scene.Shades;
import org.atled.plot.scene.Style;

/** A matrix as colours, its first row at the top, with a bar that says what the colours mean. */
public final class HeatMap {
  private static final double LONGEST = 420;
  private static final double CELL = 46;
  private static final double BAR = 14;
  private static final double BAR_GAP = 14;

  private final String title;
  private final String xLabel;
  private final String yLabel;
  private final double[][] values;
  private final List<String> xTicks;
  private final List<String> yTicks;
  private final boolean diverging;
  private final Optional<Integer> digits;

  private HeatMap(
      String title,
      String xLabel,
      String yLabel,
      double[][] values,
      List<String> xTicks,
      List<String> yTicks,
      boolean diverging,
      Optional<Integer> digits) {
    this.title = title;
    this.xLabel = xLabel;
    this.yLabel = yLabel;
    this.values = values;
    this.xTicks = xTicks;
    this.yTicks = yTicks;
    this.diverging = diverging;
    this.digits = digits;
  }

  /**
   * Colours from the least to the greatest value.
   *
   * @param values rows of equal length
   */
  public static HeatMap of(String title, String xLabel, String yLabel, double[][] values) {
    Check.text("The title of the heat map", title);
    Check.text("The label of the x axis of \"" + title + "\"", xLabel);
    Check.text("The label of the y axis of \"" + title + "\"", yLabel);
    Check.matrix(title, values);
    return new HeatMap(
        title,
        xLabel,
        yLabel,
        Arrays.stream(values).map(double[]::clone).toArray(double[][]::new),
        List.of(),
        List.of(),
        false,
        Optional.empty());
  }

  /** A label for each column. */
  public HeatMap xTicks(String... labels) {
    return new HeatMap(title, xLabel, yLabel, values, List.of(labels), yTicks, diverging, digits);
  }

  /** A label for each row, from the top. */
  public HeatMap yTicks(String... labels) {
    return new HeatMap(title, xLabel, yLabel, values, xTicks, List.of(labels), diverging, digits);
  }

  /** Two colours that meet at zero. */
  public HeatMap diverging() {
    return new HeatMap(title, xLabel, yLabel, values, xTicks, yTicks, true, digits);
  }

  /** The values stand in the cells, with so many digits. */
  public HeatMap numbers(int significant) {
    return new HeatMap(
        title, xLabel, yLabel, values, xTicks, yTicks, diverging, Optional.of(significant));
  }

  public Figure figure() {
    checkTicks("columns", xTicks, values[0].length);
    checkTicks("rows", yTicks, values.length);
    int rows = values.length;
    int columns = values[0].length;
    double cell = Math.min(CELL, LONGEST / Math.max(rows, columns));
    double width = cell * columns;
    double height = cell * rows;
    Range range = colours();
    Shades shades = diverging ? Shades.DIVERGING : Shades.SEQUENTIAL;
    Scale across = new Scale(false, -0.5, columns - 0.5, 0, width);
    Scale down = new Scale(false, -0.5, rows - 0.5, 0, height);
    List<Tick> right = Ticks.of(range, false, 5);
    double labels = 46;
    Frame frame =
        new Frame(
            title,
            new Frame.Axis(xLabel, across, ticks(xTicks, columns), false),
            new Frame.Axis(yLabel, down, ticks(yTicks, rows), false),
            List.of(),
            width,
            height,
            BAR_GAP + BAR + labels);
    List<Mark> inside = new ArrayList<>();
    int[] rgb = new int[rows * columns];
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        double share = (values[i][j] - range.from()) / (range.to() - range.from());
        rgb[i * columns + j] = shades.at(share);
      }
    }
    inside.add(new Mark.Picture(new Box(0, 0, width, height), new Pixels(columns, rows, rgb)));
    if (digits.isPresent()) {
      for (int i = 0; i < rows; i++) {
        for (int j = 0; j < columns; j++) {
          boolean light = Shades.lightness(rgb[i * columns + j]) > 0.62;
          inside.add(
              new Mark.Label(
                  Numerals.of(values[i][j], digits.get()),
                  across.at(j),
                  down.at(i) + 4,
                  Look.TICK,
                  Anchor.MIDDLE,
                  false,
                  0,
                  Ink.of(light ? 0x111111 : 0xFFFFFF)));
        }
      }
    }
    return new Figure(
        title,
        "A heat map of " + rows + " rows and " + columns + " columns.",
        frame.figureWidth(),
        frame.figureHeight(),
        frame.marks(inside, bar(shades, range, right, width, height)));
  }

  private static List<Mark> bar(
      Shades shades, Range range, List<Tick> ticks, double width, double height) {
    List<Mark> marks = new ArrayList<>();
    int steps = 128;
    int[] rgb = new int[steps];
    for (int i = 0; i < steps; i++) {
      rgb[i] = shades.at(1 - (i + 0.5) / steps);
    }
    Box box = new Box(width + BAR_GAP, 0, BAR, height);
    marks.add(new Mark.Picture(box, new Pixels(1, steps, rgb)));
    marks.add(new Mark.Rectangle(box, 0, Style.stroke(Look.FRAME, 1)));
    Scale scale = new Scale(false, range.from(), range.to(), height, 0);
    Path path = new Path();
    for (Tick tick : ticks) {
      double at = scale.at(tick.value());
      path.moveTo(box.right(), at).lineTo(box.right() + 4, at);
      marks.add(
          new Mark.Label(
              tick.label(),
              box.right() + 7,
              at + 4,
              Look.TICK,
              Anchor.START,
              false,
              0,
              Look.QUIET));
    }
    if (!path.isEmpty()) {
      marks.add(new Mark.Outline(path, Style.stroke(Look.FRAME, 1)));
    }
    return marks;
  }

  private Range colours() {
    Range range = Range.over(Arrays.asList(values));
    if (diverging) {
      double far = Math.max(Math.abs(range.from()), Math.abs(range.to()));
      return far == 0 ? new Range(-1, 1) : new Range(-far, far);
    }
    return range.from() == range.to() ? range.padded(false, 0) : range;
  }

  private static List<Tick> ticks(List<String> labels, int count) {
    List<Tick> ticks = new ArrayList<>();
    int stride = labels.isEmpty() ? (count + 11) / 12 : 1;
    for (int i = 0; i < count; i += stride) {
      ticks.add(new Tick(i, labels.isEmpty() ? Integer.toString(i) : labels.get(i)));
    }
    return ticks;
  }

  private void checkTicks(String what, List<String> labels, int count) {
    if (!labels.isEmpty() && labels.size() != count) {
      throw new ArgumentException(
          "The heat map \""
              + title
              + "\" has "
              + count
              + " "
              + what
              + " but "
              + labels.size()
              + " labels for them; give one for each.");
    }
  }
}
