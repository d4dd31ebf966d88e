package org.atled.cli;

import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.atled.formats.json.JsonArray;
import org.atled.tables.CsvFile;
import org.atled.tables.Table;
import org.atled.tables.series.SeriesAnomalyModel;
import org.atled.tables.series.TimeSeries;

/** How unlike the steps of a series are to those that a model learned from. */
record SeriesAnomalyAnswers(TimeSeries series, AnomalyScores scores) {
  static SeriesAnomalyAnswers of(SeriesAnomalyModel model, Table table) {
    TimeSeries series = model.series(table);
    return new SeriesAnomalyAnswers(series, AnomalyScores.ofSteps(model, model.scores(series)));
  }

  /** A line for each step: when it was, its value and its score. */
  void csv(Writer out) throws IOException {
    List<String> head =
        new ArrayList<>(List.of(series.clock().column().orElse("step"), series.name()));
    head.addAll(AnomalyScores.HEAD);
    CsvFile.write(
        out,
        Stream.concat(Stream.of(head), IntStream.range(0, series.length()).mapToObj(this::line)));
  }

  private List<String> line(int step) {
    List<String> line = new ArrayList<>();
    line.add(series.clock().stamps().get(step));
    line.add(ForecastAnswers.text(series.values()[step]));
    line.addAll(scores.cells(step));
    return line;
  }

  void write(JsonLine json) throws IOException {
    scores.write(json);
    json.put("times", JsonArray.ofStrings(series.clock().stamps()));
  }
}
