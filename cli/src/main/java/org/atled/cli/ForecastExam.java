package org.atled.cli;

import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;
import org.atled.formats.json.Json;
import org.atled.formats.json.JsonNull;
import org.atled.formats.json.JsonNumber;
import org.atled.formats.json.JsonObject;
import org.atled.tables.series.ForecastErrors;
import org.atled.tables.series.ForecastModel;
import org.atled.tables.series.TimeSeries;
import org.atled.tables.series.Windows;

/**
 * Errors of a forecast of the last values of a series, beside those of plain ones.
 *
 * @param steps how many values are measured on
 * @param naive of the last known value again
 * @param seasonal of one season before, if there is a season
 */
record ForecastExam(
    int steps, ForecastErrors found, ForecastErrors naive, Optional<ForecastErrors> seasonal) {
  /** Of a series whose last steps were not seen. */
  static ForecastExam of(TimeSeries series, Windows windows, double[] forecast) {
    int known = series.length() - windows.horizon();
    double[] came = Arrays.copyOfRange(series.values(), known, series.length());
    return new ForecastExam(
        windows.horizon(),
        ForecastErrors.of(forecast, came),
        ForecastErrors.of(plain(series, windows, known, OptionalInt.empty()), came),
        windows.season().isPresent()
            ? Optional.of(ForecastErrors.of(plain(series, windows, known, windows.season()), came))
            : Optional.empty());
  }

  /** Of the last rows of a table from those before. */
  static ForecastExam of(ForecastModel model, TimeSeries series) {
    Windows windows = model.preparation().windows();
    return of(series, windows, model.at(series, series.length() - windows.horizon()));
  }

  private static double[] plain(TimeSeries series, Windows windows, int known, OptionalInt season) {
    return Windows.plain(series.values(), known, windows.horizon(), season);
  }

  /** In one line, for people. */
  @Override
  public String toString() {
    return "mean absolute error of the last %d steps: %s; last value again: %s%s"
        .formatted(
            steps,
            TableLesson.number(found.mean()),
            TableLesson.number(naive.mean()),
            seasonal.map(s -> "; one season before: " + TableLesson.number(s.mean())).orElse(""));
  }

  /** Adds the same for programs. */
  void describe(JsonObject.Builder json) {
    json.put("mae", found.mean())
        .put("rmse", found.rms())
        .put("naive_mae", naive.mean())
        .put("naive_rmse", naive.rms())
        .put("seasonal_naive_mae", orNull(seasonal.map(ForecastErrors::mean)))
        .put("seasonal_naive_rmse", orNull(seasonal.map(ForecastErrors::rms)));
  }

  private static Json orNull(Optional<Double> number) {
    return number.<Json>map(JsonNumber::orNull).orElseGet(JsonNull::new);
  }
}
