package org.atled.cli;

import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.atled.formats.json.JsonBool;
import org.atled.formats.json.JsonNumber;
import org.atled.formats.json.JsonObject;
import org.atled.formats.json.JsonString;
import org.atled.tables.AnomalyModel;
import org.atled.tables.Column;
import org.atled.tables.CsvFile;
import org.atled.tables.Notes;
import org.atled.tables.Table;

/**
 * How unlike the rows of a table are to those that a model learned from.
 *
 * @param keys columns of the table by which rows are known
 */
record AnomalyAnswers(
    AnomalyModel model,
    Table table,
    List<Column> keys,
    List<AnomalyModel.Score> scores,
    Notes notes) {
  static AnomalyAnswers of(AnomalyModel model, Table table, List<String> keys) {
    List<Column> known = TableAnswers.keys(table, keys);
    Notes notes = new Notes();
    return new AnomalyAnswers(model, table, known, model.scores(table, notes), notes);
  }

  /** A line for each row: its line in the file, its keys, its score and what says most of it. */
  void csv(Writer out) throws IOException {
    List<String> head = new ArrayList<>(List.of("line"));
    keys.forEach(key -> head.add(key.name()));
    head.addAll(List.of("score", "beyond", "column", "part"));
    CsvFile.write(
        out,
        Stream.concat(Stream.of(head), IntStream.range(0, scores.size()).mapToObj(this::line)));
  }

  private List<String> line(int row) {
    List<String> line = new ArrayList<>(List.of(Integer.toString(table.line(row))));
    keys.forEach(key -> line.add(key.text(row)));
    AnomalyModel.Score score = scores.get(row);
    line.addAll(
        List.of(
            Double.toString(score.score()),
            score.isBeyond() ? "yes" : "no",
            score.column(),
            Double.toString(score.part())));
    return line;
  }

  /** How many rows are beyond the threshold. */
  String summary() {
    return "%s of %s rows are beyond %s deviations, within which are %s of those that the model learned from"
        .formatted(
            Text.grouped(scores.stream().filter(AnomalyModel.Score::isBeyond).count()),
            Text.grouped(scores.size()),
            Tabular.number(model.threshold()),
            Text.percent(model.share()));
  }

  void write(JsonLine json) throws IOException {
    JsonObject.Builder head = JsonObject.builder().put("examples", scores.size());
    BackendFields.put(head);
    json.putAll(head.put("threshold", model.threshold()).build());
    json.array("scores", scores.size(), row -> JsonNumber.of(scores.get(row).score()));
    json.array("beyond", scores.size(), row -> new JsonBool(scores.get(row).isBeyond()));
    json.array("columns", scores.size(), row -> new JsonString(scores.get(row).column()));
    json.array("parts", scores.size(), row -> JsonNumber.of(scores.get(row).part()));
    if (!keys.isEmpty()) {
      JsonLine known = json.object("keys");
      for (Column key : keys) {
        known.array(key.name(), key.size(), row -> new JsonString(key.text(row)));
      }
      known.end();
    }
    json.array("lines", scores.size(), row -> JsonNumber.of(table.line(row)));
    json.put("filled", notes.json());
  }
}
