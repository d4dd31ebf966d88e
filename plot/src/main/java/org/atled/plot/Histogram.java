package org.atled.plot;

import java.util.ArrayList;
import java.util.List;
import org.atled.core.error.ArgumentException;
import org.atled.plot.axis.Range;

/** How often values fall into intervals of equal width; several series overlaid. */
public final class Histogram {
  private final String title;
  private final String xLabel;
  private final int bins;
  private final List<String> names;
  private final List<double[]> values;

  private Histogram(
      String title, String xLabel, int bins, List<String> names, List<double[]> values) {
    this.title = title;
    this.xLabel = xLabel;
    this.bins = bins;
    this.names = names;
    this.values = values;
  }

  /**
   * A histogram of one series.
   *
   * @param values NaN and infinities are left out
   * @param bins how many intervals from the least to the greatest value of all series
   */
  public static Histogram of(String title, String xLabel, double[] values, int bins) {
    if (bins < 1) {
      throw new ArgumentException(
          "The histogram \"" + title + "\" has " + bins + " bins; give at least 1.");
    }
    return new Histogram(title, xLabel, bins, List.of(), List.of()).and(xLabel, values);
  }

  /** Names the series given last. */
  public Histogram named(String name) {
    List<String> renamed = new ArrayList<>(names);
    renamed.set(renamed.size() - 1, name);
    return new Histogram(title, xLabel, bins, List.copyOf(renamed), values);
  }

  /** With one series more, in the same intervals. */
  public Histogram and(String name, double[] more) {
    List<String> allNames = new ArrayList<>(names);
    allNames.add(name);
    List<double[]> all = new ArrayList<>(values);
    all.add(more.clone());
    return new Histogram(title, xLabel, bins, List.copyOf(allNames), List.copyOf(all));
  }

  public Figure figure() {
    Range found = Range.over(values);
    Range range = found.from() == found.to() ? found.padded(false, 0) : found;
    Chart chart = Chart.of(title, xLabel, "count");
    for (int s = 0; s < values.size(); s++) {
      double[] counts = counts(values.get(s), range);
      double[] x = new double[2 * bins];
      double[] top = new double[2 * bins];
      for (int i = 0; i < 2 * bins; i++) {
        int edge = (i + 1) / 2;
        x[i] = range.from() + (range.to() - range.from()) * edge / bins;
        top[i] = counts[i / 2];
      }
      chart = chart.band(names.get(s), x, new double[2 * bins], top).line(names.get(s), x, top);
    }
    return chart.figure();
  }

  private double[] counts(double[] some, Range range) {
    double[] counts = new double[bins];
    for (double value : some) {
      if (Double.isFinite(value)) {
        double share = (value - range.from()) / (range.to() - range.from());
        counts[Math.min((int) (share * bins), bins - 1)]++;
      }
    }
    return counts;
  }
}
