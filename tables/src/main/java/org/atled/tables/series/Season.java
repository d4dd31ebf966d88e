package org.atled.tables.series;

import java.util.OptionalInt;

/** After how many steps a series comes back to something like itself. */
public final class Season {
  /** A correlation below says little. */
  private static final double LEAST = 0.2;

  private Season() {}

  /**
   * The lag of at most a third of the series at which its autocorrelation, without the straight
   * line through it, stands out most: the greatest rise from the least value at a shorter lag to a
   * peak above {@value #LEAST}. Empty if there is no such peak.
   */
  public static OptionalInt of(double[] values) {
    double[] correlations = autocorrelations(values, values.length / 3);
    double least = 1;
    double best = 0;
    OptionalInt season = OptionalInt.empty();
    for (int lag = 1; lag + 1 < correlations.length; lag++) {
      double here = correlations[lag];
      boolean isPeak = here > correlations[lag - 1] && here >= correlations[lag + 1];
      if (lag > 1 && isPeak && here > LEAST && here - least > best) {
        best = here - least;
        season = OptionalInt.of(lag);
      }
      least = Math.min(least, here);
    }
    return season;
  }

  /**
   * How a series correlates with itself so many steps before: Σ dₜ·dₜ₋ₖ / Σ dₜ², d without the
   * straight line of least squares (Box and Jenkins 1970, section 2.1). Zeros if it is that line.
   *
   * @return for lags from 0 on
   */
  public static double[] autocorrelations(double[] values, int most) {
    double[] d = withoutLine(values);
    double all = product(d, 0);
    double[] correlations = new double[most + 1];
    for (int lag = 0; lag <= most; lag++) {
      correlations[lag] = all > 0 ? product(d, lag) / all : 0;
    }
    return correlations;
  }

  private static double product(double[] d, int lag) {
    double sum = 0;
    for (int t = lag; t < d.length; t++) {
      sum += d[t] * d[t - lag];
    }
    return sum;
  }

  private static double[] withoutLine(double[] values) {
    int n = values.length;
    double middle = (n - 1) / 2.0;
    double mean = 0;
    for (double value : values) {
      mean += value / n;
    }
    double slope = 0;
    double squares = 0;
    for (int t = 0; t < n; t++) {
      slope += (t - middle) * (values[t] - mean);
      squares += (t - middle) * (t - middle);
    }
    slope = squares > 0 ? slope / squares : 0;
    double[] d = new double[n];
    for (int t = 0; t < n; t++) {
      d[t] = values[t] - mean - slope * (t - middle);
    }
    return d;
  }
}
