package org.atled.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.atled.formats.json.JsonArray;
import org.atled.formats.json.JsonObject;
import org.atled.tables.Column;
import org.atled.tables.CsvFile;
import org.atled.tables.Kind;
import org.atled.tables.Notes;
import org.atled.tables.Predictions;
import org.atled.tables.Preparation;
import org.atled.tables.Table;
import org.atled.tables.TableModel;

/**
 * What a model of tables says of rows.
 *
 * @param keys columns of the table by which rows are known
 * @param targets what is said
 * @param kind what the targets are learned as
 */
record TableAnswers(
    Table table, List<Column> keys, List<String> targets, Kind kind, Answers all, Notes notes) {
  /**
   * Asks a model.
   *
   * @param keys names or places of columns by which rows are known
   */
  static TableAnswers of(TableModel model, Table table, List<String> keys) {
    List<Column> known = keys.stream().map(key -> table.column(key.strip())).toList();
    Predictions said = model.predict(table);
    Answers all = new Answers(said.rows(), said.classes());
    List<String> targets =
        model.preparation().targets().stream().map(Preparation.TargetColumn::name).toList();
    return new TableAnswers(table, known, targets, model.preparation().kind(), all, said.notes());
  }

  /**
   * A line for each row: its line in the file, its keys, the class and its probability, or the
   * numbers of the targets, or their probabilities.
   */
  String csv() {
    return all.classes().isPresent() ? classes() : numbers();
  }

  private String numbers() {
    List<List<String>> lines = new ArrayList<>();
    lines.add(head(targets));
    for (int row = 0; row < all.count(); row++) {
      List<String> line = begun(row);
      Arrays.stream(all.rows().get(row)).mapToObj(Double::toString).forEach(line::add);
      lines.add(line);
    }
    return CsvFile.text(lines);
  }

  private String classes() {
    List<List<String>> lines = new ArrayList<>();
    lines.add(head(List.of(targets.getFirst(), "probability")));
    for (int row = 0; row < all.count(); row++) {
      double[] numbers = all.rows().get(row);
      int best = Answers.greatest(numbers);
      String name = all.classes().orElseThrow().get(best);
      List<String> line = begun(row);
      line.add(name);
      line.add(Double.toString(numbers[best]));
      lines.add(line);
    }
    return CsvFile.text(lines);
  }

  private List<String> head(List<String> said) {
    List<String> head = new ArrayList<>(List.of("line"));
    keys.forEach(key -> head.add(key.name()));
    head.addAll(said);
    return head;
  }

  /** What a line of a row begins with. */
  private List<String> begun(int row) {
    List<String> line = new ArrayList<>(List.of(Integer.toString(table.line(row))));
    keys.forEach(key -> line.add(key.text(row)));
    return line;
  }

  /** What is printed of examples, and the line of each and what was filled. */
  JsonObject json() {
    JsonObject.Builder json = JsonObject.builder();
    JsonObject answers = kind == Kind.MULTI_LABEL ? all.json(Answers.PROBABILITIES) : all.json();
    answers.members().forEach(json::put);
    long[] lines = new long[all.count()];
    Arrays.setAll(lines, table::line);
    if (targets.size() > 1) {
      json.put("targets", JsonArray.ofStrings(targets));
    }
    if (!keys.isEmpty()) {
      JsonObject.Builder known = JsonObject.builder();
      keys.forEach(key ->
          known.put(
              key.name(),
              JsonArray.ofStrings(IntStream.range(0, key.size()).mapToObj(key::text).toList())));
      json.put("keys", known.build());
    }
    return json.put("lines", JsonArray.of(lines)).put("filled", notes.json()).build();
  }
}
