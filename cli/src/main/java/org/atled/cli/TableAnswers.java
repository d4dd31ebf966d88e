package org.atled.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.atled.formats.json.JsonArray;
import org.atled.formats.json.JsonObject;
import org.atled.tables.CsvFile;
import org.atled.tables.Notes;
import org.atled.tables.Predictions;
import org.atled.tables.Table;
import org.atled.tables.TableModel;

/**
 * What a model of tables says of rows.
 *
 * @param target what is said
 */
record TableAnswers(Table table, String target, Answers all, Notes notes) {
  static TableAnswers of(TableModel model, Table table) {
    Predictions said = model.predict(table);
    Answers all = new Answers(said.rows(), said.classes());
    return new TableAnswers(table, model.preparation().targetName(), all, said.notes());
  }

  /** A line for each row: its line in the file, the class and its probability, or the number. */
  String csv() {
    List<List<String>> lines = new ArrayList<>();
    lines.add(
        all.classes().isPresent()
            ? List.of("line", target, "probability")
            : List.of("line", target));
    for (int row = 0; row < all.count(); row++) {
      String line = Integer.toString(table.line(row));
      double[] numbers = all.rows().get(row);
      int best = Answers.greatest(numbers);
      Optional<String> name = all.classes().map(names -> names.get(best));
      String number = Double.toString(numbers[best]);
      lines.add(name.map(n -> List.of(line, n, number)).orElse(List.of(line, number)));
    }
    return CsvFile.text(lines);
  }

  /** What is printed of examples, and the line of each and what was filled. */
  JsonObject json() {
    JsonObject.Builder json = JsonObject.builder();
    all.json().members().forEach(json::put);
    long[] lines = new long[all.count()];
    Arrays.setAll(lines, table::line);
    return json.put("lines", JsonArray.of(lines)).put("filled", notes.json()).build();
  }
}
