package org.atled.lectures.experiment;

import java.util.Arrays;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What several seeds show: curves [seeds, points], point by point. */
final class Spread {
  private Spread() {}

  /** Half of the values lie on either side; of an even number the mean of the two in the middle. */
  static double median(double... values) {
    double[] sorted = Arrays.stream(values).sorted().toArray();
    int half = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
  }

  static double[] medians(double[][] curves) {
    return points(curves).map(Spread::median).mapToDouble(Double::doubleValue).toArray();
  }

  static double[] least(double[][] curves) {
    return points(curves).mapToDouble(p -> DoubleStream.of(p).min().orElseThrow()).toArray();
  }

  static double[] greatest(double[][] curves) {
    return points(curves).mapToDouble(p -> DoubleStream.of(p).max().orElseThrow()).toArray();
  }

  private static Stream<double[]> points(double[][] curves) {
    return IntStream.range(0, curves[0].length)
        .mapToObj(i -> Arrays.stream(curves).mapToDouble(curve -> curve[i]).toArray());
  }
}
