package org.atled.plot;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.atled.plot.Legend.Swatch;
import org.atled.plot.axis.Contours;
import org.atled.plot.axis.Numerals;
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

  /** Writes beside what it has drawn, where there is room among all that is drawn. */
  default void label(Canvas canvas, List<Mark> marks) {}

  /** Its name in a legend. */
  default String entry() {
    return name();
  }

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
    /** The plot. */
    Box box() {
      return new Box(0, 0, x.length(), y.length());
    }

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
      return dashed ? Theme.dashedLine(number) : Theme.line(number);
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
      return Style.fill(Theme.series(number)).opacity(0.2);
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

  /** What stands over names instead of numbers. */
  sealed interface Categorical extends Series {
    /** How much of a name's room is used. */
    double SHARE = 0.76;

    List<String> labels();
  }

  record Bars(String name, List<String> labels, double[] y) implements Categorical {
    private static final double BOX = 12;

    @Override
    public List<double[]> ys() {
      return List.of(y);
    }

    @Override
    public void draw(Canvas canvas, List<Mark> marks) {
      double width = SHARE / canvas.names();
      Scale scale = canvas.y();
      double base = scale.at(0);
      for (int i = 0; i < y.length; i++) {
        if (Double.isFinite(y[i])) {
          double left = canvas.x().at(i - SHARE / 2 + width * canvas.number());
          double right = canvas.x().at(i - SHARE / 2 + width * (canvas.number() + 1));
          double end = scale.at(y[i]);
          Box box = new Box(left, Math.min(base, end), right - left, Math.abs(base - end));
          marks.add(new Mark.Rectangle(box, 0, style(canvas.number()).outlined(Theme.PAGE, 1)));
        }
      }
    }

    @Override
    public Optional<Swatch> swatch(int number) {
      return Optional.of(Swatch.box(BOX, style(number)));
    }

    private static Style style(int number) {
      return Style.fill(Theme.series(number));
    }
  }

  /**
   * @param measured or worked out from what was
   */
  record Dots(String name, List<String> labels, double[] y, boolean measured)
      implements Categorical {
    @Override
    public List<double[]> ys() {
      return List.of(y);
    }

    @Override
    public void draw(Canvas canvas, List<Mark> marks) {
      double width = SHARE / canvas.names();
      for (int i = 0; i < y.length; i++) {
        if (Double.isFinite(y[i])) {
          double px = canvas.x().at(i - SHARE / 2 + width * (canvas.number() + 0.5));
          marks.add(marker(canvas.number(), px, canvas.y().at(y[i])));
        }
      }
    }

    private Mark marker(int number, double px, double py) {
      double radius = Markers.radius(1);
      return measured ? Markers.at(number, px, py, radius) : Markers.hollow(number, px, py, radius);
    }

    @Override
    public String entry() {
      return measured ? name : name + ", extrapolated";
    }

    @Override
    public Optional<Swatch> swatch(int number) {
      return Optional.of(measured ? Swatch.marker(number) : Swatch.hollow(number));
    }
  }

  record Contour(String name, double[] x, double[] y, double[][] values, double[] levels)
      implements Series {
    private static final Style STYLE = Style.stroke(Theme.FRAME, 0.8);
    private static final int DIGITS = 3;

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
      for (double level : levels) {
        Path path = path(canvas, level);
        if (!path.isEmpty()) {
          marks.add(new Mark.Outline(path, STYLE));
        }
      }
    }

    private Path path(Canvas canvas, double level) {
      double[] columns = Arrays.stream(x).map(canvas.x()::at).toArray();
      double[] rows = Arrays.stream(y).map(canvas.y()::at).toArray();
      return Contours.of(columns, rows, values, level);
    }

    /** Its level on each line where nothing else is in the way: it says which side is high. */
    @Override
    public void label(Canvas canvas, List<Mark> marks) {
      for (double level : levels) {
        String text = Numerals.of(level, DIGITS);
        path(canvas, level).pieces().stream()
            .map(piece ->
                new Mark.Label(
                    text,
                    piece.centerX(),
                    piece.centerY() + Theme.HALF_LETTER,
                    Theme.SMALL.centred()))
            .filter(label -> canvas.box().holds(label.box()))
            .filter(label -> LabelPlace.covered(label.box(), marks) == 1)
            .findFirst()
            .ifPresent(label -> LabelPlace.write(label, marks));
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
    }

    /** Right of the line or left of it, from the top down. */
    @Override
    public void label(Canvas canvas, List<Mark> marks) {
      if (!Double.isFinite(x)) {
        return;
      }
      double at = canvas.x().at(x);
      List<Mark.Label> places = new ArrayList<>();
      for (double baseline = 14; baseline < canvas.y().length(); baseline += STEP) {
        places.add(new Mark.Label(name, at + BESIDE, baseline, WRITTEN));
        places.add(new Mark.Label(name, at - BESIDE, baseline, WRITTEN.ending()));
      }
      marks.add(LabelPlace.freest(inside(canvas, places), marks));
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
    }

    /** Above the line or below it, from the right. */
    @Override
    public void label(Canvas canvas, List<Mark> marks) {
      if (!Double.isFinite(y)) {
        return;
      }
      double at = canvas.y().at(y);
      double width = WRITTEN.width(name);
      List<Mark.Label> places = new ArrayList<>();
      for (double end = canvas.x().length() - BESIDE; end > width; end -= STEP) {
        places.add(new Mark.Label(name, end, at - BESIDE, WRITTEN.ending()));
        places.add(new Mark.Label(name, end, at + BELOW, WRITTEN.ending()));
      }
      marks.add(LabelPlace.freest(inside(canvas, places), marks));
    }
  }

  /** Those places that are in the plot, or all if none is. */
  private static List<Mark.Label> inside(Canvas canvas, List<Mark.Label> places) {
    List<Mark.Label> kept =
        places.stream().filter(place -> canvas.box().holds(place.box())).toList();
    return kept.isEmpty() ? places : kept;
  }

  /** How far text keeps from its line: beside or above it, and its baseline below it. */
  double BESIDE = 5;

  double BELOW = 13;

  /** Between places that are tried. */
  double STEP = 8;

  /** A line that marks a place. */
  Style RULE = Style.stroke(Theme.QUIET, 1.2).dashed(List.of(4, 3));

  /** Text on lines. */
  Lettering WRITTEN = Theme.SMALL.on(Theme.PAGE);
}
