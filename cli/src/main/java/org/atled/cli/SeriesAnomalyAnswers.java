package org.atled.cli;

import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.atled.formats.json.JsonArray;
import org.atled.formats.json.JsonBool;
import org.atled.formats.json.JsonNumber;
import org.atled.formats.json.JsonObject;
import org.atled.tables.CsvFile;
import org.atled.tables.Table;
import org.atled.tables.series.SeriesAnomalyModel;
import org.atled.tables.series.TimeSeries;

/** How unlike the steps of a series are to those that a model learned from. */
record SeriesAnomalyAnswers(
    SeriesAnomalyModel model, TimeSeries series, List<SeriesAnomalyModel.Score> scores) {
  static SeriesAnomalyAnswers of(SeriesAnomalyModel model, Table table) {
    TimeSeries series = model.series(table);
    return new SeriesAnomalyAnswers(model, series, model.scores(series));
  }

  /** A line for each step: when it was, its value and its score. */
  void csv(Writer out) throws IOException {
    List<String> head =
        List.of(series.clock().column().orElse("step"), series.name(), "score", "beyond");
    CsvFile.write(
        out,
        Stream.concat(Stream.of(head), IntStream.range(0, scores.size()).mapToObj(this::line)));
  }

  private List<String> line(int step) {
    SeriesAnomalyModel.Score score = scores.get(step);
    return List.of(
        series.clock().stamps().get(step),
        ForecastAnswers.text(series.values()[step]),
        Double.toString(score.score()),
        score.isBeyond() ? "yes" : "no");
  }

  /** How many steps are beyond the threshold. */
  String summary() {
    return "%s of %s steps are beyond %s deviations, within which are %s of those that the model learned from"
        .formatted(
            Text.grouped(scores.stream().filter(SeriesAnomalyModel.Score::isBeyond).count()),
            Text.grouped(scores.size()),
            Tabular.number(model.threshold()),
            Text.percent(model.share()));
  }

  void write(JsonLine json) throws IOException {
    JsonObject.Builder head = JsonObject.builder().put("examples", scores.size());
    BackendFields.put(head);
    json.putAll(head.put("threshold", model.threshold()).build());
    json.array("scores", scores.size(), step -> JsonNumber.of(scores.get(step).score()));
    json.array("beyond", scores.size(), step -> new JsonBool(scores.get(step).isBeyond()));
    json.put("times", JsonArray.ofStrings(series.clock().stamps()));
  }
}
