package org.atled.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.atled.formats.json.JsonArray;
import org.atled.tables.CsvFile;
import org.atled.tables.Table;
import org.atled.tables.series.ForecastModel;
import org.atled.tables.series.TimeSeries;

/**
 * What a model forecasts from the last rows of a table on.
 *
 * @param times of the steps that come
 * @param all one row of the values at these
 */
record ForecastAnswers(TimeSeries series, List<String> times, Answers all) {
  static ForecastAnswers of(ForecastModel model, Table table) {
    TimeSeries series = model.series(table);
    double[] next = Arrays.stream(model.next(series)).map(value -> (float) value).toArray();
    return new ForecastAnswers(
        series,
        model.times(series),
        new Answers(
            List.of(Arrays.stream(next).map(ForecastAnswers::decimal).toArray()),
            Optional.empty()));
  }

  private static double decimal(double value) {
    return Double.parseDouble(Float.toString((float) value));
  }

  /** A value with no more digits than a float has. */
  static String text(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : Double.toString(decimal(value));
  }

  /** A line for each step. */
  String csv() {
    List<List<String>> lines = new ArrayList<>();
    lines.add(List.of(series.clock().column().orElse("step"), series.name()));
    for (int h = 0; h < times.size(); h++) {
      lines.add(List.of(times.get(h), text(all.rows().getFirst()[h])));
    }
    return CsvFile.text(lines);
  }

  /** Writes what is printed of examples, and the times. */
  void write(JsonLine json) throws IOException {
    all.write(json, "forecast");
    json.put("times", JsonArray.ofStrings(times));
  }
}
