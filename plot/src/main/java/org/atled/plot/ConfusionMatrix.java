package org.atled.plot;

import java.util.Arrays;
import java.util.List;
import org.atled.core.error.ArgumentException;

/** Which classes were taken for which. */
public final class ConfusionMatrix {
  private ConfusionMatrix() {}

  /**
   * Counts in cells, a row for each true class; colours are shares of the row.
   *
   * @param counts [k, k]: true class, found class
   */
  public static Figure of(String title, List<String> labels, long[][] counts) {
    if (counts.length != labels.size()) {
      throw new ArgumentException(
          "The confusion matrix \""
              + title
              + "\" has "
              + labels.size()
              + " labels but "
              + counts.length
              + " rows; give one for each class.");
    }
    double[][] values =
        Arrays.stream(counts)
            .map(row -> Arrays.stream(row).asDoubleStream().toArray())
            .toArray(double[][]::new);
    String[] names = labels.toArray(String[]::new);
    return HeatMap.of(title, "found class", "true class", values)
        .xTicks(names)
        .yTicks(names)
        .numbers(6)
        .figure();
  }
}
