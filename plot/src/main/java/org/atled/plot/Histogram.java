package org.atled.plot;

import java.util.ArrayList;
import java.util.List;
import org.atled.core.error.ArgumentException;
import org.atled.plot.axis.Range;

/** How often values fall into intervals of equal width; several series lie over each other. */
public final class Histogram {
  private final String title;
  private final String xLabel;
  private final int bins;
  private final List<Sample> samples;

  private record Sample(String name, double[] values) {}

  private Histogram(String title, String xLabel, int bins, List<Sample> samples) {
    this.title = title;
    this.xLabel = xLabel;
    this.bins = bins;
    this.samples = List.copyOf(samples);
  }

  /**
   * A histogram of one series, which is named as the axis until {@link #named} is called.
   *
   * @param values those that are not finite are left out
   * @param bins how many intervals there are from the least value of all series to the greatest
   */
  public static Histogram of(String title, String xLabel, double[] values, int bins) {
    Check.title("histogram", title);
    Check.label(title, "x", xLabel);
    if (bins < 1) {
      throw new ArgumentException(
          "The histogram \"" + title + "\" is to have " + bins + " bins; give at least 1.");
    }
    return new Histogram(title, xLabel, bins, List.of()).and(xLabel, values);
  }

  /** Names the series that was given last. */
  public Histogram named(String name) {
    List<Sample> renamed = new ArrayList<>(samples);
    Sample last = renamed.removeLast();
    renamed.add(new Sample(name, last.values()));
    return new Histogram(title, xLabel, bins, renamed);
  }

  /** With one series more, in the same intervals. */
  public Histogram and(String name, double[] values) {
    List<Sample> more = new ArrayList<>(samples);
    more.add(new Sample(name, values.clone()));
    return new Histogram(title, xLabel, bins, more);
  }

  /** The figure, to be saved as SVG or PNG. */
  public Figure figure() {
    Range range = Range.over(samples.stream().map(Sample::values).toList()).notEmpty();
    Chart chart = Chart.of(title, xLabel, "count");
    double most = 1;
    for (Sample sample : samples) {
      double[] counts = counts(sample.values(), range);
      double[] edges = new double[2 * bins + 2];
      double[] heights = new double[2 * bins + 2];
      for (int i = 0; i < edges.length; i++) {
        edges[i] = range.from() + range.length() * (i / 2) / bins;
        heights[i] = i == 0 || i == edges.length - 1 ? 0 : counts[(i - 1) / 2];
        most = Math.max(most, heights[i]);
      }
      chart =
          chart
              .band(sample.name(), edges, new double[edges.length], heights)
              .line(sample.name(), edges, heights);
    }
    Range shown = range.padded(false, 0.02);
    return chart.xRange(shown.from(), shown.to()).yRange(0, 1.05 * most).figure();
  }

  /** An interval holds its lower edge; the last holds both. */
  private double[] counts(double[] values, Range range) {
    double[] counts = new double[bins];
    for (double value : values) {
      if (Double.isFinite(value)) {
        int bin = (int) ((value - range.from()) / range.length() * bins);
        counts[Math.min(bin, bins - 1)]++;
      }
    }
    return counts;
  }
}
