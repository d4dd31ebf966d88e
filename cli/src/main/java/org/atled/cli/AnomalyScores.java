package org.atled.cli;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.atled.formats.json.JsonBool;
import org.atled.formats.json.JsonNumber;
import org.atled.formats.json.JsonObject;
import org.atled.tables.AnomalyModel;
import org.atled.tables.AnomalyThreshold;
import org.atled.tables.series.SeriesAnomalyModel;

/**
 * What is said of the scores by which rows of a table, or steps of a series, are found that are
 * unlike the others.
 *
 * @param unit what each is of, in the plural: rows or steps
 * @param values the scores, in deviations
 */
record AnomalyScores(String unit, double[] values, AnomalyThreshold threshold) {
  /** Of the rows or steps to learn from so many are within the threshold. */
  static final double SHARE = 0.99;

  /** What the columns of {@link #cells} are called. */
  static final List<String> HEAD = List.of("score", "beyond");

  static AnomalyScores ofRows(AnomalyModel model, List<AnomalyModel.Score> scores) {
    return new AnomalyScores(
        "rows",
        scores.stream().mapToDouble(AnomalyModel.Score::score).toArray(),
        model.threshold());
  }

  static AnomalyScores ofSteps(SeriesAnomalyModel model, List<SeriesAnomalyModel.Score> scores) {
    return new AnomalyScores(
        "steps",
        scores.stream().mapToDouble(SeriesAnomalyModel.Score::score).toArray(),
        model.threshold());
  }

  /** One of them in a line of CSV. */
  List<String> cells(int i) {
    return List.of(Double.toString(values[i]), threshold.isPassedBy(values[i]) ? "yes" : "no");
  }

  private long beyond() {
    return Arrays.stream(values).filter(threshold::isPassedBy).count();
  }

  /** Of all of them those beyond the threshold. */
  private double shareBeyond() {
    return (double) beyond() / values.length;
  }

  /** How many are beyond the threshold, for who asked a model. */
  String summary() {
    return "%s of %s %s are beyond %s deviations, within which are %s of those that the model learned from"
        .formatted(
            Text.grouped(beyond()),
            Text.grouped(values.length),
            unit,
            Tabular.number(threshold.value()),
            Text.percent(threshold.share()));
  }

  /** What training came to, where these were kept from it. */
  String result() {
    return String.format(
        Locale.ROOT,
        "threshold %.4g deviations: %.0f %% of the %s it learned from are given back within it, and"
            + " %s of those it did not",
        threshold.value(),
        100 * threshold.share(),
        unit,
        Text.percent(1 - shareBeyond()));
  }

  /** The same for a program. */
  void describe(JsonObject.Builder json) {
    json.put("threshold", threshold.value()).put("test_beyond", shareBeyond());
  }

  /** Begins what is written of a model's answers. */
  void write(JsonLine json) throws IOException {
    JsonObject.Builder head = JsonObject.builder().put("examples", values.length);
    BackendFields.put(head);
    json.putAll(head.put("threshold", threshold.value()).build());
    json.array("scores", values.length, i -> JsonNumber.of(values[i]));
    json.array("beyond", values.length, i -> new JsonBool(threshold.isPassedBy(values[i])));
  }

  /** As numbers alone, float32 [examples, 1] in a file. */
  Answers answers() {
    return new Answers(
        Arrays.stream(values).mapToObj(score -> new double[] {score}).toList(), Optional.empty());
  }
}
