package org.atled.plot;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.atled.plot.axis.Axis;
import org.atled.plot.axis.Contours;
import org.atled.plot.axis.Range;
import org.atled.plot.axis.Scale;
import org.atled.plot.axis.Ticks;
import org.atled.plot.scene.Box;
import org.atled.plot.scene.Mark;
import org.atled.plot.scene.Path;
import org.atled.plot.scene.Pixels;
import org.atled.plot.scene.Style;

/** Draws what a model decides over the plane. */
final class DecisionDrawing {
  private static final double SIDE = 360;
  private static final int LABELS = 6;
  private static final Style STRONG = Style.stroke(Theme.TEXT, 2);
  private static final Style THIN = Style.stroke(Theme.TEXT, 0.7).opacity(0.6);
  private static final double HALF = 0.5;

  /** Of a region where the model is not sure at all, and where it is. */
  private static final double FAINTEST = 0.08;

  private static final double FULLEST = 0.42;

  private final String title;
  private final DecisionMap.Data data;
  private final List<String> classes;
  private final List<DecisionMap.Line> lines;
  private final Axis x;
  private final Axis y;

  DecisionDrawing(
      String title,
      String xLabel,
      String yLabel,
      Range xRange,
      Range yRange,
      DecisionMap.Data data,
      List<String> classes,
      List<DecisionMap.Line> lines) {
    this.title = title;
    this.data = data;
    this.classes = classes;
    this.lines = lines;
    ChartSize size = new ChartSize(SIDE, SIDE, true).over(xRange, yRange);
    Scale across = Scale.even(xRange, 0, size.width());
    Scale up = Scale.even(yRange, size.height(), 0);
    this.x = new Axis(xLabel, across, Ticks.of(xRange, false, LABELS), false);
    this.y = new Axis(yLabel, up, Ticks.of(yRange, false, LABELS), false);
  }

  Figure figure(Classifier classifier) {
    Field field = Field.of(title, classifier, x.scale(), y.scale());
    List<Mark> inside = new ArrayList<>();
    inside.add(regions(field));
    contours(field, inside);
    for (int i = 0; i < lines.size(); i++) {
      DecisionMap.Line line = lines.get(i);
      Path path = HalfPlane.edge(line.a(), line.b(), line.c(), x.scale(), y.scale());
      if (!path.isEmpty()) {
        inside.add(new Mark.Outline(path, Theme.line(field.classes() + i)));
      }
    }
    points(inside);
    String about =
        "The regions where a model decides for each of "
            + field.classes()
            + " classes, and "
            + data.labels().length
            + " points.";
    return new Frame(title, x, y, legend(field), 0).figure(title, about, inside, List.of());
  }

  /** Each cell in the colour of its class, by transparency, so that dark pages stay dark. */
  private Mark regions(Field field) {
    int side = Field.SIDE;
    int[] argb = new int[side * side];
    for (int i = 0; i < argb.length; i++) {
      double[] p = field.at(i / side, i % side);
      int winner = Field.winner(p);
      double chance = 1.0 / p.length;
      double sure = (p[winner] - chance) / (1 - chance);
      long alpha = Math.round(255 * (FAINTEST + (FULLEST - FAINTEST) * sure));
      argb[i] = (int) alpha << 24 | Theme.series(winner).light();
    }
    double width = x.scale().length();
    double height = y.scale().length();
    double half = HALF / (side - 1);
    Box cells =
        new Box(-half * width, -half * height, (1 + 2 * half) * width, (1 + 2 * half) * height);
    return new Mark.Picture(cells, new Pixels(side, side, argb), true);
  }

  private void contours(Field field, List<Mark> marks) {
    double[] columns = pixels(x.scale().length());
    double[] rows = pixels(y.scale().length());
    boolean two = field.classes() == 2;
    for (int k = 1; k < field.classes(); k++) {
      double[][] odds = field.logOdds(k);
      for (int tenth = two ? 1 : 6; tenth < 10; tenth++) {
        if (tenth != 5) {
          add(Contours.of(columns, rows, odds, Field.logOdds(tenth / 10.0)), THIN, marks);
        }
      }
      add(Contours.of(columns, rows, field.lead(k), 0), STRONG, marks);
    }
    for (int tenth = 6; tenth < 10 && !two; tenth++) {
      add(Contours.of(columns, rows, field.logOdds(0), Field.logOdds(tenth / 10.0)), THIN, marks);
    }
  }

  private static void add(Path path, Style style, List<Mark> marks) {
    if (!path.isEmpty()) {
      marks.add(new Mark.Outline(path, style));
    }
  }

  private static double[] pixels(double length) {
    return Scale.even(new Range(0, length), 0, length).values(Field.SIDE);
  }

  private void points(List<Mark> marks) {
    double radius = Markers.radius(data.labels().length);
    for (int i = 0; i < data.labels().length; i++) {
      double[] point = data.points()[i];
      if (Double.isFinite(point[0] + point[1])) {
        double px = x.scale().at(point[0]);
        double py = y.scale().at(point[1]);
        marks.add(Markers.at(data.labels()[i], px, py, radius));
      }
    }
  }

  private List<Legend.Entry> legend(Field field) {
    List<Legend.Entry> entries = new ArrayList<>();
    for (int label : Arrays.stream(data.labels()).distinct().sorted().toArray()) {
      entries.add(new Legend.Entry(name(label), List.of(Legend.Swatch.marker(label))));
    }
    for (int i = 0; i < lines.size(); i++) {
      entries.add(entry(lines.get(i).name(), Theme.line(field.classes() + i)));
    }
    boolean two = field.classes() == 2;
    entries.add(entry(two ? "P(" + name(1) + ") = 0.5" : "decision changes", STRONG));
    entries.add(entry(two ? "0.1 … 0.9" : "P = 0.6 … 0.9", THIN));
    return entries;
  }

  private String name(int label) {
    return label < classes.size() ? classes.get(label) : "class " + label;
  }

  private static Legend.Entry entry(String name, Style style) {
    return new Legend.Entry(name, List.of(Legend.Swatch.line(style)));
  }
}
