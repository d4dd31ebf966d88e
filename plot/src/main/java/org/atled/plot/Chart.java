package org.atled.plot;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.atled.core.error.ArgumentException;
import org.atled.plot.axis.Range;

/**
 * Lines, bands, points and bars over two axes. Each method gives a new chart; {@link #figure} draws
 * it. Series of one name share a colour and an entry of the legend. Values that are not finite
 * leave a gap.
 */
public final class Chart {
  private static final int WIDTH = 500;
  private static final int HEIGHT = 300;

  private final String title;
  private final ChartAxis x;
  private final ChartAxis y;
  private final boolean equal;
  private final int width;
  private final int height;
  private final List<Series> series;

  private Chart(
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
  }

  /**
   * A chart without series.
   *
   * @throws ArgumentException if the title or a label is blank
   */
  public static Chart of(String title, String xLabel, String yLabel) {
    Check.text("The title of the chart", title);
    Check.text("The label of the x axis of \"" + title + "\"", xLabel);
    Check.text("The label of the y axis of \"" + title + "\"", yLabel);
    return new Chart(
        title, ChartAxis.of(xLabel), ChartAxis.of(yLabel), false, WIDTH, HEIGHT, List.of());
  }

  public Chart logX() {
    return new Chart(title, x.logarithmic(), y, equal, width, height, series);
  }

  public Chart logY() {
    return new Chart(title, x, y.logarithmic(), equal, width, height, series);
  }

  /** What the x axis shows, instead of all there is. */
  public Chart xRange(double from, double to) {
    return new Chart(title, x.over(Range.of("x", from, to)), y, equal, width, height, series);
  }

  /** What the y axis shows, instead of all there is. */
  public Chart yRange(double from, double to) {
    return new Chart(title, x, y.over(Range.of("y", from, to)), equal, width, height, series);
  }

  /** A unit is as long on one axis as on the other. */
  public Chart equalAxes() {
    return new Chart(title, x, y, true, width, height, series);
  }

  /** How large the plot inside the axes is, in pixels. */
  public Chart size(int plotWidth, int plotHeight) {
    return new Chart(title, x, y, equal, plotWidth, plotHeight, series);
  }

  public Chart line(String name, double[] xs, double[] ys) {
    Check.sameLength(name, "x", xs, "y", ys);
    return with(new Series.Line(name, xs.clone(), ys.clone(), false));
  }

  /** A dashed line. */
  public Chart dashed(String name, double[] xs, double[] ys) {
    Check.sameLength(name, "x", xs, "y", ys);
    return with(new Series.Line(name, xs.clone(), ys.clone(), true));
  }

  /** The area between two lines. */
  public Chart band(String name, double[] xs, double[] low, double[] high) {
    Check.sameLength(name, "x", xs, "its lower edge", low);
    Check.sameLength(name, "x", xs, "its upper edge", high);
    return with(new Series.Band(name, xs.clone(), low.clone(), high.clone()));
  }

  public Chart points(String name, double[] xs, double[] ys) {
    Check.sameLength(name, "x", xs, "y", ys);
    return with(new Series.Points(name, xs.clone(), ys.clone()));
  }

  /** A bar for each label; several of the same labels stand side by side. */
  public Chart bars(String name, String[] labels, double[] ys) {
    if (labels.length != ys.length) {
      throw new ArgumentException(
          "\"" + name + "\" has " + labels.length + " labels but " + ys.length + " bars.");
    }
    return with(new Series.Bars(name, labels.clone(), ys.clone()));
  }

  /** A thin line from bottom to top with its label beside it. */
  public Chart vertical(String label, double at) {
    return with(new Series.Vertical(label, at));
  }

  /** A thin line from left to right with its label on it. */
  public Chart horizontal(String label, double at) {
    return with(new Series.Horizontal(label, at));
  }

  private Chart with(Series more) {
    List<Series> all = new ArrayList<>(series);
    all.add(more);
    return new Chart(title, x, y, equal, width, height, List.copyOf(all));
  }

  /**
   * Draws it.
   *
   * @throws ArgumentException if it has no series, or a value that is not positive on a logarithmic
   *     axis; the series is named
   */
  public Figure figure() {
    return new ChartDrawing(title, x, y, equal, width, height, series).figure();
  }

  /** What is asked of an axis. */
  record ChartAxis(String label, boolean log, Optional<Range> range) {
    static ChartAxis of(String label) {
      return new ChartAxis(label, false, Optional.empty());
    }

    ChartAxis logarithmic() {
      return new ChartAxis(label, true, range);
    }

    ChartAxis over(Range wanted) {
      return new ChartAxis(label, log, Optional.of(wanted));
    }
  }
}
