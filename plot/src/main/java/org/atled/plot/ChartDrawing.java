package org.atled.plot;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.atled.core.error.ArgumentException;
import org.atled.plot.Chart.ChartAxis;
import org.atled.plot.axis.Range;
import org.atled.plot.axis.Scale;
import org.atled.plot.axis.Ticks;
import org.atled.plot.axis.Ticks.Tick;
import org.atled.plot.scene.Box;
import org.atled.plot.scene.Ink;
import org.atled.plot.scene.Mark;
import org.atled.plot.scene.Mark.Anchor;
import org.atled.plot.scene.Path;
import org.atled.plot.scene.Style;

/** Draws a chart. */
final class ChartDrawing {
  private static final double POINT = 3.6;

  private final String title;
  private final ChartAxis x;
  private final ChartAxis y;
  private final boolean equal;
  private final List<Series> series;
  private final Map<String, Integer> index = new LinkedHashMap<>();
  private final List<String> categories;
  private double width;
  private double height;

  ChartDrawing(
      String title,
      ChartAxis x,
      ChartAxis y,
      boolean equal,
      int width,
      int height,
      List<Series> series) {
    this.title = title;
    this.x = x;
    this.y = y;
    this.equal = equal;
    this.width = width;
    this.height = height;
    this.series = series;
    if (series.isEmpty()) {
      throw new ArgumentException(
          "The chart \"" + title + "\" has no series; add a line, points or bars.");
    }
    for (Series s : series) {
      if (!(s instanceof Series.Vertical || s instanceof Series.Horizontal)) {
        index.putIfAbsent(s.name(), index.size());
      }
    }
    categories =
        series.stream()
            .filter(s -> s instanceof Series.Bars)
            .findFirst()
            .map(s -> List.of(((Series.Bars) s).labels()))
            .orElse(List.of());
  }

  Figure figure() {
    series.forEach(this::checkLogarithms);
    Range xs = x.range().orElseGet(() -> xRange());
    Range ys = y.range().orElseGet(() -> yRange());
    if (equal) {
      double aspect = (ys.to() - ys.from()) / (xs.to() - xs.from());
      double side = Math.max(width, height) * 0.8;
      width = aspect > 1 ? side / aspect : side;
      height = aspect > 1 ? side : side * aspect;
    }
    Scale across = new Scale(x.log(), xs.from(), xs.to(), 0, width);
    Scale up = new Scale(y.log(), ys.from(), ys.to(), height, 0);
    Frame.Axis bottom = new Frame.Axis(x.label(), across, xTicks(across, xs), categories.isEmpty());
    Frame.Axis side =
        new Frame.Axis(y.label(), up, Ticks.of(ys, y.log(), (int) (height / 45)), true);
    Frame frame = new Frame(title, bottom, side, legend(), width, height, 0);
    List<Mark> inside = new ArrayList<>();
    for (Series s : series) {
      draw(s, across, up, inside);
    }
    String description =
        "A chart of "
            + y.label()
            + " over "
            + x.label()
            + (index.isEmpty() ? "" : ": " + String.join(", ", index.keySet()))
            + ".";
    return new Figure(
        title,
        description,
        frame.figureWidth(),
        frame.figureHeight(),
        frame.marks(inside, List.of()));
  }

  private List<Tick> xTicks(Scale scale, Range range) {
    if (!categories.isEmpty()) {
      List<Tick> ticks = new ArrayList<>();
      for (int i = 0; i < categories.size(); i++) {
        ticks.add(new Tick(i, categories.get(i)));
      }
      return ticks;
    }
    int room = (int) (width / 60);
    List<Tick> ticks = Ticks.of(range, x.log(), room);
    while (room > 2 && !Frame.fit(new Frame.Axis("", scale, ticks, false))) {
      room--;
      ticks = Ticks.of(range, x.log(), room);
    }
    return ticks;
  }

  private Range xRange() {
    if (!categories.isEmpty()) {
      return new Range(-0.5, categories.size() - 0.5);
    }
    List<double[]> all = new ArrayList<>();
    boolean points = false;
    for (Series s : series) {
      switch (s) {
        case Series.Line line -> all.add(line.x());
        case Series.Band band -> all.add(band.x());
        case Series.Points p -> {
          all.add(p.x());
          points = true;
        }
        case Series.Vertical v -> all.add(new double[] {v.x()});
        case Series.Bars b -> {}
        case Series.Horizontal h -> {}
      }
    }
    Range range = Range.over(all);
    return points || range.from() == range.to() ? range.padded(x.log(), 0.04) : range;
  }

  private Range yRange() {
    List<double[]> all = new ArrayList<>();
    for (Series s : series) {
      switch (s) {
        case Series.Line line -> all.add(line.y());
        case Series.Band band -> {
          all.add(band.low());
          all.add(band.high());
        }
        case Series.Points p -> all.add(p.y());
        case Series.Horizontal h -> all.add(new double[] {h.y()});
        case Series.Bars b -> {
          all.add(b.y());
          if (!y.log()) {
            all.add(new double[] {0});
          }
        }
        case Series.Vertical v -> {}
      }
    }
    Range range = Range.over(all);
    Range padded = range.padded(y.log(), 0.05);
    if (categories.isEmpty() || y.log()) {
      return padded;
    }
    return new Range(range.from() == 0 ? 0 : padded.from(), range.to() == 0 ? 0 : padded.to());
  }

  private void checkLogarithms(Series s) {
    switch (s) {
      case Series.Line(String name, double[] xs, double[] ys, boolean d) -> {
        checkLogarithm(name, x, "x", xs);
        checkLogarithm(name, y, "y", ys);
      }
      case Series.Band(String name, double[] xs, double[] low, double[] high) -> {
        checkLogarithm(name, x, "x", xs);
        checkLogarithm(name, y, "y", low);
        checkLogarithm(name, y, "y", high);
      }
      case Series.Points(String name, double[] xs, double[] ys) -> {
        checkLogarithm(name, x, "x", xs);
        checkLogarithm(name, y, "y", ys);
      }
      case Series.Bars(String name, String[] labels, double[] ys) ->
          checkLogarithm(name, y, "y", ys);
      case Series.Vertical(String name, double at) ->
          checkLogarithm(name, x, "x", new double[] {at});
      case Series.Horizontal(String name, double at) ->
          checkLogarithm(name, y, "y", new double[] {at});
    }
  }

  private void checkLogarithm(String name, ChartAxis axis, String which, double[] values) {
    for (int i = 0; axis.log() && i < values.length; i++) {
      if (values[i] <= 0) {
        throw new ArgumentException(
            "\""
                + name
                + "\" has "
                + which
                + " = "
                + values[i]
                + " at index "
                + i
                + ", but the "
                + which
                + " axis of \""
                + title
                + "\" is logarithmic and takes positive numbers only; leave the value out (NaN"
                + " leaves a gap), or draw the axis without log.");
      }
    }
  }

  private Ink ink(String name) {
    return Look.series(index.getOrDefault(name, 0));
  }

  private List<Legend.Entry> legend() {
    List<Legend.Entry> entries = new ArrayList<>();
    if (index.size() < 2) {
      return entries;
    }
    for (String name : index.keySet()) {
      List<Mark> swatch = new ArrayList<>();
      for (Series s : series) {
        if (s.name().equals(name)) {
          swatch(s, swatch);
        }
      }
      entries.add(new Legend.Entry(name, swatch));
    }
    return entries;
  }

  private void swatch(Series s, List<Mark> marks) {
    int number = index.getOrDefault(s.name(), 0);
    Ink ink = ink(s.name());
    switch (s) {
      case Series.Line line ->
          marks.add(
              new Mark.Outline(
                  new Path().moveTo(0, 0).lineTo(Legend.SWATCH, 0), lineStyle(line, number)));
      case Series.Band b ->
          marks.add(new Mark.Rectangle(new Box(0, -5, Legend.SWATCH, 10), 0, Style.fill(ink, 0.2)));
      case Series.Points p -> marks.add(Markers.at(number, Legend.SWATCH / 2, 0, POINT, ink));
      case Series.Bars b ->
          marks.add(new Mark.Rectangle(new Box(6, -5, 12, 10), 0, Style.fill(ink)));
      case Series.Vertical v -> {}
      case Series.Horizontal h -> {}
    }
  }

  private Style lineStyle(Series.Line line, int number) {
    Style style = Style.stroke(ink(line.name()), 2);
    return line.dashed() ? style.dashed(List.of(5, 4)) : style.dashed(Look.dash(number));
  }

  private void draw(Series s, Scale across, Scale up, List<Mark> marks) {
    int number = index.getOrDefault(s.name(), 0);
    Ink ink = ink(s.name());
    switch (s) {
      case Series.Line line -> {
        Path path = new Path();
        boolean down = false;
        for (int i = 0; i < line.x().length; i++) {
          boolean seen = Double.isFinite(line.x()[i]) && Double.isFinite(line.y()[i]);
          if (seen && down) {
            path.lineTo(across.at(line.x()[i]), up.at(line.y()[i]));
          } else if (seen) {
            path.moveTo(across.at(line.x()[i]), up.at(line.y()[i]));
          }
          down = seen;
        }
        marks.add(new Mark.Outline(path, lineStyle(line, number)));
      }
      case Series.Band band -> {
        Path path = new Path();
        int n = band.x().length;
        for (int i = 0; i < n; i++) {
          if (i == 0) {
            path.moveTo(across.at(band.x()[i]), up.at(band.high()[i]));
          } else {
            path.lineTo(across.at(band.x()[i]), up.at(band.high()[i]));
          }
        }
        for (int i = n - 1; i >= 0; i--) {
          path.lineTo(across.at(band.x()[i]), up.at(band.low()[i]));
        }
        marks.add(new Mark.Outline(path.close(), Style.fill(ink, 0.2)));
      }
      case Series.Points p -> {
        for (int i = 0; i < p.x().length; i++) {
          if (Double.isFinite(p.x()[i]) && Double.isFinite(p.y()[i])) {
            marks.add(Markers.at(number, across.at(p.x()[i]), up.at(p.y()[i]), POINT, ink));
          }
        }
      }
      case Series.Bars b -> {
        double groups = index.size();
        double slot = 0.76 / groups;
        double base = y.log() ? height : Math.clamp(up.at(0), 0, height);
        for (int i = 0; i < b.y().length; i++) {
          if (Double.isFinite(b.y()[i])) {
            double from = across.at(i - 0.38 + slot * number);
            double to = across.at(i - 0.38 + slot * (number + 1));
            double top = up.at(b.y()[i]);
            marks.add(
                new Mark.Rectangle(
                    new Box(from, Math.min(top, base), to - from, Math.abs(base - top)),
                    0,
                    Style.fill(ink).outlined(Look.PAGE, 1)));
          }
        }
      }
      case Series.Vertical(String label, double at) -> {
        double px = across.at(at);
        marks.add(
            new Mark.Outline(
                new Path().moveTo(px, 0).lineTo(px, height),
                Style.stroke(Look.QUIET, 1.2).dashed(List.of(4, 3))));
        marks.add(new Mark.Label(label, px + 4, 12, Look.TICK, Anchor.START, false, 0, Look.QUIET));
      }
      case Series.Horizontal(String label, double at) -> {
        double py = up.at(at);
        marks.add(
            new Mark.Outline(
                new Path().moveTo(0, py).lineTo(width, py),
                Style.stroke(Look.QUIET, 1.2).dashed(List.of(4, 3))));
        marks.add(
            new Mark.Label(label, width - 4, py - 4, Look.TICK, Anchor.END, false, 0, Look.QUIET));
      }
    }
  }
}
