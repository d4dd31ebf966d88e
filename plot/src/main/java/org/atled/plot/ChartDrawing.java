package org.atled.plot;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.atled.core.error.ArgumentException;
import org.atled.plot.axis.Axis;
import org.atled.plot.axis.Range;
import org.atled.plot.axis.Scale;
import org.atled.plot.axis.Tick;
import org.atled.plot.scene.Mark;

/** Draws a chart. */
final class ChartDrawing {
  private static final double PAD = 0.05;
  private static final int ACROSS = 60;
  private static final int UP = 45;

  private final String title;
  private final AxisWish x;
  private final AxisWish y;
  private final ChartSize size;
  private final List<Series> series;
  private final List<String> categories;

  /** The numbers of names that are told apart by colour. */
  private final SequencedMap<String, Integer> numbers = new LinkedHashMap<>();

  ChartDrawing(String title, AxisWish x, AxisWish y, ChartSize size, List<Series> series) {
    this.title = title;
    this.x = x;
    this.y = y;
    this.size = size;
    this.series = series;
    this.categories = categories();
    if (size.equal() && (x.log() || y.log())) {
      throw new ArgumentException(
          "The chart \"" + title + "\" has equal axes and a logarithmic one; leave one out.");
    }
    if (y.log() && bars()) {
      throw new ArgumentException(
          "The chart \""
              + title
              + "\" has bars, which stand on zero, and a logarithmic y axis, which has none; draw"
              + " dots, or an even axis.");
    }
    for (Series s : series) {
      x.check(title, "x", s, s.xs());
      y.check(title, "y", s, s.ys());
      if (s.swatch(0).isPresent() && !(s instanceof Series.Contour)) {
        numbers.putIfAbsent(s.name(), numbers.size());
      }
    }
  }

  private List<String> categories() {
    List<Series.Categorical> named =
        series.stream()
            .flatMap(s -> s instanceof Series.Categorical some ? Stream.of(some) : Stream.empty())
            .toList();
    if (series.isEmpty()) {
      throw new ArgumentException(
          "The chart \"" + title + "\" has no series; add a line, points or bars.");
    }
    if (named.isEmpty()) {
      return List.of();
    }
    List<String> labels = named.getFirst().labels();
    for (Series s : series) {
      boolean fits =
          s instanceof Series.Horizontal
              || (s instanceof Series.Categorical other && other.labels().equals(labels));
      if (!fits) {
        throw new ArgumentException(
            "\""
                + s.name()
                + "\" does not go with \""
                + named.getFirst().name()
                + "\" in the chart \""
                + title
                + "\", which stands over "
                + String.join(", ", labels)
                + "; give values over the same labels, or draw another chart.");
      }
    }
    return labels;
  }

  Figure figure() {
    Range xs = x.range().orElseGet(this::xRange);
    Range ys = y.range().orElseGet(() -> yRange(xs));
    ChartSize actual = size.over(xs, ys);
    Axis across = across(xs, actual.width());
    Axis up = y.axis(ys, actual.height(), 0, (int) (actual.height() / UP));
    List<Mark> inside = new ArrayList<>();
    series.forEach(s -> s.draw(canvas(s, across, up), inside));
    series.forEach(s -> s.label(canvas(s, across, up), inside));
    return new Frame(title, across, up, legend(), 0).figure(title, about(), inside, List.of());
  }

  private Series.Canvas canvas(Series s, Axis across, Axis up) {
    int number = numbers.getOrDefault(s.name(), 0);
    return new Series.Canvas(across.scale(), up.scale(), number, numbers.size());
  }

  private String about() {
    String over = "A chart of " + y.label() + " over " + x.label();
    return numbers.isEmpty() ? over + "." : over + ": " + String.join(", ", numbers.keySet()) + ".";
  }

  private Axis across(Range range, double width) {
    if (categories.isEmpty()) {
      return x.axis(range, 0, width, (int) (width / ACROSS));
    }
    List<Tick> ticks = new ArrayList<>();
    for (int i = 0; i < categories.size(); i++) {
      ticks.add(new Tick(i, categories.get(i)));
    }
    return new Axis(x.label(), Scale.even(range, 0, width), ticks, false);
  }

  /** Lines and contours reach from edge to edge; points keep away from it. */
  private Range xRange() {
    if (!categories.isEmpty()) {
      return new Range(-0.5, categories.size() - 0.5);
    }
    Range range = Range.over(all(Series::xs), x.log());
    boolean points = series.stream().anyMatch(s -> s instanceof Series.Points);
    return (points && !contours()) || range.from() == range.to()
        ? range.padded(x.log(), PAD)
        : range;
  }

  private Range yRange(Range shown) {
    if (bars()) {
      Range range = Range.over(all(Series::ys)).withZero().notEmpty();
      Range padded = range.padded(false, PAD);
      return new Range(range.from() == 0 ? 0 : padded.from(), range.to() == 0 ? 0 : padded.to());
    }
    Range range = Range.over(all(s -> seen(s, shown)), y.log());
    return contours() && range.from() < range.to() ? range : range.padded(y.log(), PAD);
  }

  private boolean bars() {
    return series.stream().anyMatch(s -> s instanceof Series.Bars);
  }

  private boolean contours() {
    return series.stream().anyMatch(s -> s instanceof Series.Contour);
  }

  private List<double[]> all(Function<Series, List<double[]>> values) {
    return series.stream().flatMap(s -> values.apply(s).stream()).toList();
  }

  /** The y of a series whose x is shown. */
  private static List<double[]> seen(Series s, Range shown) {
    if (s.xs().isEmpty() || s instanceof Series.Contour) {
      return s.ys();
    }
    double[] xs = s.xs().getFirst();
    List<double[]> kept = new ArrayList<>();
    for (double[] ys : s.ys()) {
      double[] some = ys.clone();
      for (int i = 0; i < some.length; i++) {
        some[i] = shown.contains(xs[i]) ? some[i] : Double.NaN;
      }
      kept.add(some);
    }
    return kept;
  }

  /** With one name alone, the labels of the axes say it all. */
  private List<Legend.Entry> legend() {
    SequencedMap<String, List<Legend.Swatch>> swatches = new LinkedHashMap<>();
    for (Series s : series) {
      s.swatch(numbers.getOrDefault(s.name(), 0))
          .ifPresent(swatch ->
              swatches.computeIfAbsent(s.entry(), unused -> new ArrayList<>()).add(swatch));
    }
    List<Legend.Entry> entries = new ArrayList<>();
    swatches.forEach((name, some) -> entries.add(new Legend.Entry(name, some)));
    return entries.size() < 2 ? List.of() : entries;
  }
}
