package org.atled.tables;

import java.util.function.IntToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.atled.formats.json.JsonPlace;

/**
 * How numbers lie.
 *
 * @param count how many there are
 * @param mean their mean
 * @param deviation the root of the mean square distance from it; 0 if all are equal
 */
record Spread(long count, double mean, double deviation) {
  static Spread of(DoubleStream numbers) {
    double[] values = numbers.toArray();
    return of(IntStream.range(0, values.length).toArray(), place -> values[place]);
  }

  /**
   * Of the numbers of rows that have one. Three passes, on numbers scaled to at most 1, so that no
   * square overflows.
   *
   * @param number of a row, NaN if it has none
   */
  static Spread of(int[] rows, IntToDoubleFunction number) {
    double scale = 0;
    double first = Double.NaN;
    boolean equal = true;
    int count = 0;
    for (int row : rows) {
      double value = number.applyAsDouble(row);
      if (!Double.isNaN(value)) {
        scale = Math.max(scale, Math.abs(value));
        first = count == 0 ? value : first;
        equal &= value == first;
        count++;
      }
    }
    if (scale == 0) {
      return new Spread(count, 0, 0);
    }
    double sum = 0;
    for (int row : rows) {
      double value = number.applyAsDouble(row);
      sum += Double.isNaN(value) ? 0 : value / scale;
    }
    double mean = sum / count;
    double squares = 0;
    for (int row : rows) {
      double value = number.applyAsDouble(row);
      double distance = Double.isNaN(value) ? 0 : value / scale - mean;
      squares += distance * distance;
    }
    // Rounding may leave a distance between equal numbers.
    return equal
        ? new Spread(count, first, 0)
        : new Spread(count, mean * scale, Math.sqrt(squares / count) * scale);
  }

  /** Reads a deviation, which must be positive. */
  static double deviation(JsonPlace json) {
    double deviation = json.doubleValue("deviation");
    if (!(deviation > 0)) {
      throw json.get("deviation").error("should be positive, but it is " + deviation + ".");
    }
    return deviation;
  }
}
