package org.atled.plot;

import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.atled.core.error.ArgumentException;

/** Which classes were taken for which. */
public final class ConfusionMatrix {
  private static final int MOST_NUMBERED = 30;

  private ConfusionMatrix() {}

  /**
   * A row for each true class and a column for each found: the counts in the cells, zeros left out,
   * and their share of the row as colour, so that rare classes are seen as well as frequent ones.
   * Of more than 30 classes there are colours alone.
   *
   * @param counts [k, k]: true class, found class
   */
  public static Figure of(String title, List<String> labels, long[][] counts) {
    Check.title("confusion matrix", title);
    int classes = labels.size();
    if (counts.length != classes || Arrays.stream(counts).anyMatch(r -> r.length != classes)) {
      throw new ArgumentException(
          "The confusion matrix \""
              + title
              + "\" has "
              + classes
              + " labels but counts ["
              + counts.length
              + ", "
              + (counts.length == 0 ? 0 : counts[0].length)
              + "]; give a row and a column for each class.");
    }
    double[][] shares = new double[classes][];
    double[][] numbers = new double[classes][];
    for (int i = 0; i < classes; i++) {
      double all = Math.max(1, LongStream.of(counts[i]).sum());
      shares[i] = LongStream.of(counts[i]).mapToDouble(count -> count / all).toArray();
      numbers[i] = LongStream.of(counts[i]).asDoubleStream().toArray();
    }
    String[] names = labels.toArray(String[]::new);
    HeatMap map =
        HeatMap.of(title, "found class", "true class", shares)
            .xTicks(names)
            .yTicks(names)
            .valueLabel("share of the true class");
    return (classes > MOST_NUMBERED ? map : map.sharesOf(numbers)).figure();
  }
}
