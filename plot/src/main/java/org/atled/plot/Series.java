package org.atled.plot;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.atled.plot.Legend.Swatch;
import org.atled.plot.axis.Contours;
import org.atled.plot.axis.Scale;
import org.atled.plot.scene.Box;
import org.atled.plot.scene.Lettering;
import org.atled.plot.scene.Mark;
import org.atled.plot.scene.Path;
import org.atled.plot.scene.Style;

/** Something that a chart shows: what numbers it has, and how it is drawn. */
sealed interface Series {
  String name();

  /** All its x. */
  default List<double[]> xs() {
    return List.of();
  }

  /** All its y. */
  List<double[]> ys();

  /** What it looks like between two scales. */
  void draw(Canvas canvas, List<Mark> marks);

  /** What it looks like in a legend; nothing if it has its label beside it. */
  default Optional<Swatch> swatch(int number) {
    return Optional.empty();
  }

  /**
   * Where a series is drawn.
   *
   * @param number of its colour
   * @param names how many names there are; bars stand side by side
   */
  record Canvas(Scale x, Scale y, int number, int names) {
    Path lineTo(Path path, double px, double py, boolean start) {
      return start ? path.moveTo(x.at(px), y.at(py)) : path.lineTo(x.at(px), y.at(py));
    }
  }

  record Line(String name, double[] x, double[] y, boolean dashed) implements Series {
    @Override
    public List<double[]> xs() {
      return List.of(x);
    }

    @Override
    public List<double[]> ys() {
      return List.of(y);
    }

    @Override
    public void draw(Canvas canvas, List<Mark> marks) {
      Path path = new Path();
      boolean gap = true;
      for (int i = 0; i < x.length; i++) {
        boolean seen = Double.isFinite(x[i]) && Double.isFinite(y[i]);
        if (seen) {
          canvas.lineTo(path, x[i], y[i], gap);
        }
        gap = !seen;
      }
      marks.add(new Mark.Outline(path, style(canvas.number())));
    }

    @Override
    public Optional<Swatch> swatch(int number) {
      return Optional.of(Swatch.line(style(number)));
    }

    private Style style(int number) {
      return dashed ? Look.dashedLine(number) : Look.line(number);
    }
  }

  record Band(String name, double[] x, double[] low, double[] high) implements Series {
    @Override
    public List<double[]> xs() {
      return List.of(x);
    }

    @Override
    public List<double[]> ys() {
      return List.of(low, high);
    }

    @Override
    public void draw(Canvas canvas, List<Mark> marks) {
      for (int from = 0; from < x.length; from++) {
        int to = from;
        while (to < x.length && seen(to)) {
          to++;
        }
        if (to > from) {
          marks.add(new Mark.Outline(area(canvas, from, to), style(canvas.number())));
          from = to;
        }
      }
    }

    private boolean seen(int i) {
      return Double.isFinite(x[i]) && Double.isFinite(low[i]) && Double.isFinite(high[i]);
    }

    private Path area(Canvas canvas, int from, int to) {
      Path path = new Path();
      for (int i = from; i < to; i++) {
        canvas.lineTo(path, x[i], high[i], i == from);
      }
      for (int i = to - 1; i >= from; i--) {
        canvas.lineTo(path, x[i], low[i], false);
      }
      return path.close();
    }

    @Override
    public Optional<Swatch> swatch(int number) {
      return Optional.of(Swatch.box(Legend.LINE, style(number)));
    }

    private static Style style(int number) {
      return Style.fill(Look.series(number)).opacity(0.2);
    }
  }

  record Points(String name, double[] x, double[] y) implements Series {
    @Override
    public List<double[]> xs() {
      return List.of(x);
    }

    @Override
    public List<double[]> ys() {
      return List.of(y);
    }

    @Override
    public void draw(Canvas canvas, List<Mark> marks) {
      double radius = Markers.radius(x.length);
      for (int i = 0; i < x.length; i++) {
        if (Double.isFinite(x[i]) && Double.isFinite(y[i])) {
          double px = canvas.x().at(x[i]);
          marks.add(Markers.at(canvas.number(), px, canvas.y().at(y[i]), radius));
        }
      }
    }

    @Override
    public Optional<Swatch> swatch(int number) {
      return Optional.of(Swatch.marker(number));
    }
  }

  record Bars(String name, List<String> labels, double[] y) implements Series {
    private static final double SHARE = 0.76;
    private static final double BOX = 12;

    @Override
    public List<double[]> ys() {
      return List.of(y);
    }

    @Override
    public void draw(Canvas canvas, List<Mark> marks) {
      double width = SHARE / canvas.names();
      Scale scale = canvas.y();
      double base = scale.at(scale.log() ? scale.range().from() : 0);
      for (int i = 0; i < y.length; i++) {
        if (Double.isFinite(y[i])) {
          double left = canvas.x().at(i - SHARE / 2 + width * canvas.number());
          double right = canvas.x().at(i - SHARE / 2 + width * (canvas.number() + 1));
          double end = scale.at(y[i]);
          Box box = new Box(left, Math.min(base, end), right - left, Math.abs(base - end));
          marks.add(new Mark.Rectangle(box, 0, style(canvas.number()).outlined(Look.PAGE, 1)));
        }
      }
    }

    @Override
    public Optional<Swatch> swatch(int number) {
      return Optional.of(Swatch.box(BOX, style(number)));
    }

    private static Style style(int number) {
      return Style.fill(Look.series(number));
    }
  }

  record Contour(String name, double[] x, double[] y, double[][] values, double[] levels)
      implements Series {
    private static final Style STYLE = Style.stroke(Look.FRAME, 0.8);

    @Override
    public List<double[]> xs() {
      return List.of(x);
    }

    @Override
    public List<double[]> ys() {
      return List.of(y);
    }

    @Override
    public void draw(Canvas canvas, List<Mark> marks) {
      double[] columns = Arrays.stream(x).map(canvas.x()::at).toArray();
      double[] rows = Arrays.stream(y).map(canvas.y()::at).toArray();
      for (double level : levels) {
        Path path = Contours.of(columns, rows, values, level);
        if (!path.isEmpty()) {
          marks.add(new Mark.Outline(path, STYLE));
        }
      }
    }

    @Override
    public Optional<Swatch> swatch(int number) {
      return Optional.of(Swatch.line(STYLE));
    }
  }

  record Vertical(String name, double x) implements Series {
    @Override
    public List<double[]> xs() {
      return List.of(new double[] {x});
    }

    @Override
    public List<double[]> ys() {
      return List.of();
    }

    @Override
    public void draw(Canvas canvas, List<Mark> marks) {
      if (!Double.isFinite(x)) {
        return;
      }
      double at = canvas.x().at(x);
      Path path = new Path().moveTo(at, 0).lineTo(at, canvas.y().length());
      marks.add(new Mark.Outline(path, RULE));
      boolean left = at + 5 + WRITTEN.width(name) > canvas.x().length();
      marks.add(
          new Mark.Label(name, left ? at - 5 : at + 5, 14, left ? WRITTEN.ending() : WRITTEN));
    }
  }

  record Horizontal(String name, double y) implements Series {
    @Override
    public List<double[]> ys() {
      return List.of(new double[] {y});
    }

    @Override
    public void draw(Canvas canvas, List<Mark> marks) {
      if (!Double.isFinite(y)) {
        return;
      }
      double at = canvas.y().at(y);
      double right = canvas.x().length();
      Path path = new Path().moveTo(0, at).lineTo(right, at);
      marks.add(new Mark.Outline(path, RULE));
      double baseline = at < 16 ? at + 13 : at - 5;
      marks.add(new Mark.Label(name, right - 5, baseline, WRITTEN.ending()));
    }
  }

  /** A line that marks a place. */
  Style RULE = Style.stroke(Look.QUIET, 1.2).dashed(List.of(4, 3));

  /** Text on lines. */
  Lettering WRITTEN = Look.SMALL.on(Look.PAGE);
}
