package org.atled.plot;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.atled.core.error.ArgumentException;
import org.atled.plot.axis.Contours;
import org.atled.plot.axis.Range;
import org.atled.plot.axis.Scale;
import org.atled.plot.axis.Ticks;
import org.atled.plot.scene.Box;
import org.atled.plot.scene.Mark;
import org.atled.plot.scene.Path;
import org.atled.plot.scene.Pixels;
import org.atled.plot.scene.Shades;
import org.atled.plot.scene.Style;

/** What a model decides over the plane: regions, lines of equal probability, and the data. */
public final class DecisionMap {
  private static final int GRID = 141;
  private static final double SIDE = 360;

  private final String title;
  private final String xLabel;
  private final String yLabel;
  private final double[][] points;
  private final int[] labels;
  private final Classifier classifier;
  private final List<Line> lines;
  private final Optional<Range> xRange;
  private final Optional<Range> yRange;
  private final List<String> classes;

  private record Line(String name, double a, double b, double c) {}

  private DecisionMap(
      String title,
      String xLabel,
      String yLabel,
      double[][] points,
      int[] labels,
      Classifier classifier,
      List<Line> lines,
      Optional<Range> xRange,
      Optional<Range> yRange,
      List<String> classes) {
    this.title = title;
    this.xLabel = xLabel;
    this.yLabel = yLabel;
    this.points = points;
    this.labels = labels;
    this.classifier = classifier;
    this.lines = lines;
    this.xRange = xRange;
    this.yRange = yRange;
    this.classes = classes;
  }

  /**
   * @param points [n, 2]
   * @param labels [n], classes from 0
   */
  public static DecisionMap of(
      String title, double[][] points, int[] labels, Classifier classifier) {
    Check.text("The title of the decision map", title);
    Check.matrix(title, points);
    if (points[0].length != 2 || labels.length != points.length) {
      throw new ArgumentException(
          "\""
              + title
              + "\" has points ["
              + points.length
              + ", "
              + points[0].length
              + "] and "
              + labels.length
              + " labels; give points [n, 2] and n labels.");
    }
    return new DecisionMap(
        title,
        "x₁",
        "x₂",
        Arrays.stream(points).map(double[]::clone).toArray(double[][]::new),
        labels.clone(),
        classifier,
        List.of(),
        Optional.empty(),
        Optional.empty(),
        List.of());
  }

  public DecisionMap axes(String x, String y) {
    Check.text("The label of the x axis of \"" + title + "\"", x);
    Check.text("The label of the y axis of \"" + title + "\"", y);
    return new DecisionMap(title, x, y, points, labels, classifier, lines, xRange, yRange, classes);
  }

  /** Names of the classes, for the legend. */
  public DecisionMap classes(String... names) {
    return new DecisionMap(
        title, xLabel, yLabel, points, labels, classifier, lines, xRange, yRange, List.of(names));
  }

  public DecisionMap xRange(double from, double to) {
    return new DecisionMap(
        title,
        xLabel,
        yLabel,
        points,
        labels,
        classifier,
        lines,
        Optional.of(Range.of("x", from, to)),
        yRange,
        classes);
  }

  public DecisionMap yRange(double from, double to) {
    return new DecisionMap(
        title,
        xLabel,
        yLabel,
        points,
        labels,
        classifier,
        lines,
        xRange,
        Optional.of(Range.of("y", from, to)),
        classes);
  }

  /** The line a·x + b·y + c = 0, as of one hidden unit. */
  public DecisionMap line(String name, double a, double b, double c) {
    List<Line> more = new ArrayList<>(lines);
    more.add(new Line(name, a, b, c));
    return new DecisionMap(
        title,
        xLabel,
        yLabel,
        points,
        labels,
        classifier,
        List.copyOf(more),
        xRange,
        yRange,
        classes);
  }

  public Figure figure() {
    Range xs = xRange.orElseGet(() -> Range.over(List.of(column(0))).padded(false, 0.08));
    Range ys = yRange.orElseGet(() -> Range.over(List.of(column(1))).padded(false, 0.08));
    double aspect = (ys.to() - ys.from()) / (xs.to() - xs.from());
    double width = aspect > 1 ? Math.max(SIDE / aspect, SIDE / 2) : SIDE;
    double height = aspect > 1 ? SIDE : Math.max(SIDE * aspect, SIDE / 2);
    Scale across = new Scale(false, xs.from(), xs.to(), 0, width);
    Scale up = new Scale(false, ys.from(), ys.to(), height, 0);
    double[][] grid = new double[GRID * GRID][];
    Scale columnX = new Scale(false, xs.from(), xs.to(), 0, GRID - 1);
    Scale rowY = new Scale(false, ys.from(), ys.to(), GRID - 1, 0);
    for (int i = 0; i < GRID; i++) {
      for (int j = 0; j < GRID; j++) {
        grid[i * GRID + j] = new double[] {columnX.value(j), rowY.value(i)};
      }
    }
    double[][] p = classifier.probabilities(grid);
    boolean two = p[0].length <= 2;
    List<Mark> inside = new ArrayList<>();
    int[] rgb = new int[GRID * GRID];
    double[][] first = new double[GRID][GRID];
    for (int i = 0; i < rgb.length; i++) {
      int best = best(p[i]);
      double sure = p[i].length == 1 ? Math.max(p[i][0], 1 - p[i][0]) : p[i][best];
      rgb[i] = Shades.mix(0xFFFFFF, Look.series(best).light(), 0.10 + 0.35 * (2 * sure - 1));
      first[i / GRID][i % GRID] = p[i][p[i].length - 1];
    }
    double half = 0.5 / (GRID - 1);
    inside.add(
        new Mark.Picture(
            new Box(-half * width, -half * height, width * (1 + 2 * half), height * (1 + 2 * half)),
            new Pixels(GRID, GRID, rgb)));
    Scale toX = new Scale(false, 0, GRID - 1, 0, width);
    Scale toY = new Scale(false, 0, GRID - 1, 0, height);
    if (two) {
      for (int tenth = 1; tenth < 10; tenth++) {
        Path path = Contours.of(first, toX, toY, tenth / 10.0);
        if (!path.isEmpty()) {
          inside.add(new Mark.Outline(path, Style.stroke(Look.BLACK, tenth == 5 ? 2 : 0.5)));
        }
      }
    }
    List<Legend.Entry> entries = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      Line line = lines.get(i);
      Path path = Clip.line(line.a(), line.b(), line.c(), xs, ys, across, up);
      Style style = Style.stroke(Look.series(i + 2), 1.8).dashed(List.of(6, 3));
      if (!path.isEmpty()) {
        inside.add(new Mark.Outline(path, style));
      }
      entries.add(
          new Legend.Entry(
              line.name(),
              List.of(new Mark.Outline(new Path().moveTo(0, 0).lineTo(Legend.SWATCH, 0), style))));
    }
    for (int i = 0; i < labels.length; i++) {
      inside.add(
          Markers.at(
              labels[i],
              across.at(points[i][0]),
              up.at(points[i][1]),
              3.2,
              Look.series(labels[i])));
    }
    TreeSet<Integer> seen = new TreeSet<>();
    for (int label : labels) {
      seen.add(label);
    }
    int at = 0;
    for (int label : seen) {
      entries.add(
          at++,
          new Legend.Entry(
              label < classes.size() ? classes.get(label) : "class " + label,
              List.of(Markers.at(label, Legend.SWATCH / 2, 0, 4, Look.series(label)))));
    }
    Frame frame =
        new Frame(
            title,
            new Frame.Axis(xLabel, across, Ticks.of(xs, false, 6), false),
            new Frame.Axis(yLabel, up, Ticks.of(ys, false, 6), false),
            entries,
            width,
            height,
            0);
    return new Figure(
        title,
        "The regions where a model decides for each class, and " + labels.length + " points.",
        frame.figureWidth(),
        frame.figureHeight(),
        frame.marks(inside, List.of()));
  }

  private static int best(double[] p) {
    if (p.length == 1) {
      return p[0] > 0.5 ? 1 : 0;
    }
    int best = 0;
    for (int k = 1; k < p.length; k++) {
      best = p[k] > p[best] ? k : best;
    }
    return best;
  }

  private double[] column(int which) {
    return Arrays.stream(points).mapToDouble(point -> point[which]).toArray();
  }
}
