package org.atled.tables;

import java.util.function.IntToDoubleFunction;
import java.util.stream.DoubleStream;
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
    return of(values, values.length);
  }

  /**
   * Of the numbers of rows that have one.
   *
   * @param number of a row, NaN if it has none
   */
  static Spread of(int[] rows, IntToDoubleFunction number) {
    double[] values = new double[rows.length];
    int count = 0;
    for (int row : rows) {
      double value = number.applyAsDouble(row);
      if (!Double.isNaN(value)) {
        values[count++] = value;
      }
    }
    return of(values, count);
  }

  /** Three passes, on numbers scaled to at most 1, so that no square overflows. */
  private static Spread of(double[] values, int count) {
    double scale = 0;
    boolean equal = true;
    for (int i = 0; i < count; i++) {
      scale = Math.max(scale, Math.abs(values[i]));
      equal &= values[i] == values[0];
    }
    if (scale == 0) {
      return new Spread(count, 0, 0);
    }
    double sum = 0;
    for (int i = 0; i < count; i++) {
      sum += values[i] / scale;
    }
    double mean = sum / count;
    double squares = 0;
    for (int i = 0; i < count; i++) {
      double distance = values[i] / scale - mean;
      squares += distance * distance;
    }
    // Rounding may leave a distance between equal numbers.
    return equal
        ? new Spread(count, values[0], 0)
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
