package org.atled.tables;

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
  /** Two passes, on numbers scaled to at most 1, so that no square overflows. */
  static Spread of(DoubleStream numbers) {
    double[] values = numbers.toArray();
    double scale = 0;
    for (double value : values) {
      scale = Math.max(scale, Math.abs(value));
    }
    if (scale == 0) {
      return new Spread(values.length, 0, 0);
    }
    double sum = 0;
    boolean equal = true;
    for (double value : values) {
      sum += value / scale;
      equal &= value == values[0];
    }
    double mean = sum / values.length;
    double squares = 0;
    for (double value : values) {
      double distance = value / scale - mean;
      squares += distance * distance;
    }
    // Rounding may leave a distance between equal numbers.
    return equal
        ? new Spread(values.length, values[0], 0)
        : new Spread(values.length, mean * scale, Math.sqrt(squares / values.length) * scale);
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
