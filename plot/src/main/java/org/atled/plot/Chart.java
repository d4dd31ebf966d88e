package org.atled.plot;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.atled.core.error.ArgumentException;
import org.atled.plot.axis.Range;
import org.atled.plot.axis.Tick;

/**
 * Lines, bands, points, contours, bars or dots over two axes. Each method gives a new chart; {@link
 * #figure} draws it, in the order in which things were added. Series of one name share a colour and
 * an entry of the legend: a line and points are a line with markers. Values that are not finite
 * leave a gap.
 */
public final class Chart {
  private static final int WIDTH = 500;
  private static final int HEIGHT = 300;

  private final String title;
  private final AxisWish x;
  private final AxisWish y;
  private final ChartSize size;
  private final List<Series> series;

  private Chart(String title, AxisWish x, AxisWish y, ChartSize size, List<Series> series) {
    this.title = title;
    this.x = x;
    this.y = y;
    this.size = size;
    this.series = List.copyOf(series);
  }

  /**
   * A chart without series.
   *
   * @throws ArgumentException if the title or a label is blank
   */
  public static Chart of(String title, String xLabel, String yLabel) {
    Check.title("chart", title);
    return new Chart(
        title,
        AxisWish.of(Check.label(title, "x", xLabel)),
        AxisWish.of(Check.label(title, "y", yLabel)),
        new ChartSize(WIDTH, HEIGHT, false),
        List.of());
  }

  public Chart logX() {
    return new Chart(title, x.logarithmic(), y, size, series);
  }

  public Chart logY() {
    return new Chart(title, x, y.logarithmic(), size, series);
  }

  /** Only whole numbers are marked on the x axis, as for epochs. */
  public Chart wholeX() {
    return new Chart(title, x.wholeNumbers(), y, size, series);
  }

  /**
   * What the x axis is marked with in place of numbers: the first of these lists of places and
   * labels for which there is room, or the last.
   *
   * @param choices the one of most labels first
   * @throws ArgumentException if there is none
   */
  public Chart xTicks(List<? extends Map<Double, String>> choices) {
    if (choices.isEmpty()) {
      throw new ArgumentException(
          "The chart \"" + title + "\" is to have ticks, but there are none; give at least one.");
    }
    List<List<Tick>> ticks =
        choices.stream()
            .map(one ->
                one.entrySet().stream().map(e -> new Tick(e.getKey(), e.getValue())).toList())
            .toList();
    return new Chart(title, x.marked(ticks), y, size, series);
  }

  /** What the x axis shows, instead of all there is. */
  public Chart xRange(double from, double to) {
    return new Chart(title, x.over(Range.of("x", from, to)), y, size, series);
  }

  /** What the y axis shows, instead of all there is in the range of x. */
  public Chart yRange(double from, double to) {
    return new Chart(title, x, y.over(Range.of("y", from, to)), size, series);
  }

  /**
   * A unit is as long on one axis as on the other, unless the plot were four times as long as wide.
   */
  public Chart equalAxes() {
    return new Chart(title, x, y, new ChartSize(size.width(), size.height(), true), series);
  }

  /** How large the plot inside the axes is, in pixels. */
  public Chart size(int width, int height) {
    if (width < 1 || height < 1) {
      throw new ArgumentException(
          "The plot of \""
              + title
              + "\" is to be "
              + width
              + " by "
              + height
              + " pixels; give at least 1 by 1.");
    }
    return new Chart(title, x, y, new ChartSize(width, height, size.equal()), series);
  }

  /** A line through points. */
  public Chart line(String name, double[] xs, double[] ys) {
    Check.sameLength(name, "x", xs.length, "y", ys.length);
    return with(new Series.Line(name, xs.clone(), ys.clone(), false));
  }

  /** A dashed line through points, as for what is expected. */
  public Chart dashed(String name, double[] xs, double[] ys) {
    Check.sameLength(name, "x", xs.length, "y", ys.length);
    return with(new Series.Line(name, xs.clone(), ys.clone(), true));
  }

  /** The area between two lines. */
  public Chart band(String name, double[] xs, double[] low, double[] high) {
    Check.sameLength(name, "x", xs.length, "the lower edge", low.length);
    Check.sameLength(name, "x", xs.length, "the upper edge", high.length);
    return with(new Series.Band(name, xs.clone(), low.clone(), high.clone()));
  }

  public Chart points(String name, double[] xs, double[] ys) {
    Check.sameLength(name, "x", xs.length, "y", ys.length);
    return with(new Series.Points(name, xs.clone(), ys.clone()));
  }

  /**
   * Lines on which a function of two numbers has the given values, as of a loss surface.
   *
   * @param xs of the columns, in order
   * @param ys of the rows, in order
   * @param values [ys, xs]
   */
  public Chart contours(
      String name, double[] xs, double[] ys, double[][] values, double... levels) {
    Check.matrix(name, values);
    Check.sameLength(name, "x", xs.length, "the columns", values[0].length);
    Check.sameLength(name, "y", ys.length, "the rows", values.length);
    double[][] copy = Arrays.stream(values).map(double[]::clone).toArray(double[][]::new);
    return with(new Series.Contour(name, xs.clone(), ys.clone(), copy, levels.clone()));
  }

  /**
   * A bar for each label; several of the same labels stand side by side.
   *
   * @throws ArgumentException if the chart has bars of the same name
   */
  public Chart bars(String name, String[] labels, double[] ys) {
    Check.sameLength(name, "the labels", labels.length, "y", ys.length);
    if (series.stream().anyMatch(s -> s instanceof Series.Bars && s.name().equals(name))) {
      throw new ArgumentException(
          "The chart \""
              + title
              + "\" has bars \""
              + name
              + "\" already, which these would hide; give these another name.");
    }
    return with(new Series.Bars(name, List.of(labels), ys.clone()));
  }

  /**
   * A dot for each label, on an axis that need not begin at zero; several of the same labels stand
   * side by side.
   */
  public Chart dots(String name, String[] labels, double[] ys) {
    Check.sameLength(name, "the labels", labels.length, "y", ys.length);
    return with(new Series.Dots(name, List.of(labels), ys.clone(), true));
  }

  /**
   * Hollow dots of the colour of {@link #dots} of that name, for values that were not measured but
   * worked out from what was; the legend calls them extrapolated.
   */
  public Chart extrapolated(String name, String[] labels, double[] ys) {
    Check.sameLength(name, "the labels", labels.length, "y", ys.length);
    return with(new Series.Dots(name, List.of(labels), ys.clone(), false));
  }

  /** A thin line from bottom to top with its label beside it. */
  public Chart vertical(String label, double at) {
    return with(new Series.Vertical(label, at));
  }

  /** A thin line from left to right with its label above or below it. */
  public Chart horizontal(String label, double at) {
    return with(new Series.Horizontal(label, at));
  }

  private Chart with(Series more) {
    List<Series> all = new ArrayList<>(series);
    all.add(more);
    return new Chart(title, x, y, size, all);
  }

  /**
   * Draws it.
   *
   * @throws ArgumentException if it has no series, or a number that is not positive on a
   *     logarithmic axis; the series is named
   */
  public Figure figure() {
    return new ChartDrawing(title, x, y, size, series).figure();
  }
}
