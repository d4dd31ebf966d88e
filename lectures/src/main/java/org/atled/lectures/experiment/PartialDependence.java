package org.atled.lectures.experiment;

import java.util.Arrays;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.DoubleStream;

/**
 * How the answer of any model depends on one column of a table: PD(v) = 1/n Σᵢ f(row i with v in
 * the column), the mean over the rows as they are otherwise (Friedman, "Greedy function
 * approximation: a gradient boosting machine", 2001, section 8.2). Each row's own curve is what
 * Goldstein, Kapelner, Bleich and Pitkin call an individual conditional expectation ("Peeking
 * inside the black box", 2015): the mean may hide that the curves differ.
 *
 * @param values the column's values, v
 * @param curves f for each row and value, [rows, values]
 * @param rows the rows as they are
 */
record PartialDependence(double[] values, double[][] curves, double[][] rows) {
  /**
   * @param model rows to answers
   */
  static PartialDependence of(
      Function<double[][], double[]> model, double[][] rows, int column, double... values) {
    double[][] curves = new double[rows.length][values.length];
    for (int v = 0; v < values.length; v++) {
      double value = values[v];
      double[][] changed =
          Arrays.stream(rows)
              .map(row -> {
                double[] copy = row.clone();
                copy[column] = value;
                return copy;
              })
              .toArray(double[][]::new);
      double[] answers = model.apply(changed);
      for (int i = 0; i < rows.length; i++) {
        curves[i][v] = answers[i];
      }
    }
    return new PartialDependence(values, curves, rows);
  }

  /** PD, over all rows. */
  double[] mean() {
    return mean(row -> true);
  }

  /** PD over some rows. */
  double[] mean(Predicate<double[]> wanted) {
    double[] sum = new double[values.length];
    int count = 0;
    for (int i = 0; i < rows.length; i++) {
      if (wanted.test(rows[i])) {
        count++;
        for (int v = 0; v < sum.length; v++) {
          sum[v] += curves[i][v];
        }
      }
    }
    double n = count;
    return DoubleStream.of(sum).map(s -> s / n).toArray();
  }

  /** By how much a curve rises for each unit of the column, from its first value to its last. */
  double rise(double[] curve) {
    int last = values.length - 1;
    return (curve[last] - curve[0]) / (values[last] - values[0]);
  }
}
