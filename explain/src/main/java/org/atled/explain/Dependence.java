package org.atled.explain;

import java.util.List;
import org.atled.core.error.ArgumentException;

/**
 * How a model's answer depends on a feature: for each example its answers as the feature takes one
 * value after another, its individual conditional expectation (Goldstein et al. 2015), and their
 * mean, the partial dependence (Friedman 2001, section 8.2). The mean may hide that the curves
 * differ.
 *
 * @param curves [examples, values]
 */
public record Dependence(Feature feature, double[][] curves) {
  /**
   * Of a feature whose values are taken from examples, so that it may be of any kind.
   *
   * @param rows the examples
   * @param values examples whose values of the feature all others take, in order
   */
  public static Dependence of(RowScore f, double[][] rows, Feature feature, double[][] values) {
    Feature.check(List.of(feature), rows);
    if (values.length == 0) {
      throw new ArgumentException(
          "Dependence: there is no value of \"%s\" to look at; give at least one."
              .formatted(feature.name()));
    }
    double[][] curves = new double[rows.length][values.length];
    for (int v = 0; v < values.length; v++) {
      double[][] changed = new double[rows.length][];
      for (int i = 0; i < rows.length; i++) {
        changed[i] = rows[i].clone();
        feature.copy(values[v], changed[i]);
      }
      double[] answers = f.of(changed);
      for (int i = 0; i < rows.length; i++) {
        curves[i][v] = answers[i];
      }
    }
    return new Dependence(feature, curves);
  }

  /** The partial dependence, for each value. */
  public double[] mean() {
    double[] mean = new double[curves[0].length];
    for (double[] curve : curves) {
      for (int v = 0; v < mean.length; v++) {
        mean[v] += curve[v] / curves.length;
      }
    }
    return mean;
  }
}
