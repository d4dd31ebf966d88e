package org.atled.tables.series;

/**
 * How far forecasts are from what came.
 *
 * @param mean absolute error
 * @param rms root of the mean squared error
 */
public record ForecastErrors(double mean, double rms) {
  /** Of a forecast for some steps. */
  public static ForecastErrors of(double[] forecast, double[] came) {
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < came.length; i++) {
      double error = forecast[i] - came[i];
      sum += Math.abs(error);
      squares += error * error;
    }
    return new ForecastErrors(sum / came.length, Math.sqrt(squares / came.length));
  }
}
