package org.atled.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.atled.formats.json.JsonArray;
import org.atled.formats.json.JsonObject;
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
 * @param targets what is said
 * @param kind what the targets are learned as
 */
record TableAnswers(Table table, List<String> targets, Kind kind, Answers all, Notes notes) {
  static TableAnswers of(TableModel model, Table table) {
    Predictions said = model.predict(table);
    Answers all = new Answers(said.rows(), said.classes());
    List<String> targets =
        model.preparation().targets().stream().map(Preparation.TargetColumn::name).toList();
    return new TableAnswers(table, targets, model.preparation().kind(), all, said.notes());
  }

  /**
   * A line for each row: its line in the file, the class and its probability, or the numbers of the
   * targets, or their probabilities.
   */
  String csv() {
    return all.classes().isPresent() ? classes() : numbers();
  }

  private String numbers() {
    List<List<String>> lines = new ArrayList<>();
    List<String> head = new ArrayList<>(List.of("line"));
    head.addAll(targets);
    lines.add(head);
    for (int row = 0; row < all.count(); row++) {
      List<String> line = new ArrayList<>(List.of(Integer.toString(table.line(row))));
      Arrays.stream(all.rows().get(row)).mapToObj(Double::toString).forEach(line::add);
      lines.add(line);
    }
    return CsvFile.text(lines);
  }

  private String classes() {
    List<List<String>> lines = new ArrayList<>();
    lines.add(List.of("line", targets.getFirst(), "probability"));
    for (int row = 0; row < all.count(); row++) {
      String line = Integer.toString(table.line(row));
      double[] numbers = all.rows().get(row);
      int best = Answers.greatest(numbers);
      String name = all.classes().orElseThrow().get(best);
      lines.add(List.of(line, name, Double.toString(numbers[best])));
    }
    return CsvFile.text(lines);
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
    return json.put("lines", JsonArray.of(lines)).put("filled", notes.json()).build();
  }
}
