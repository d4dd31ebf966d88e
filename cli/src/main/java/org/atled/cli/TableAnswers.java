package org.atled.cli;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.atled.core.error.ArgumentException;
import org.atled.formats.json.JsonArray;
import org.atled.formats.json.JsonNumber;
import org.atled.formats.json.JsonString;
import org.atled.tables.Column;
import org.atled.tables.CsvFile;
import org.atled.tables.Kind;
import org.atled.tables.Notes;
import org.atled.tables.Predictions;
import org.atled.tables.Preparation;
import org.atled.tables.Table;
import org.atled.tables.TableModel;
import org.atled.text.LineModel;
import org.atled.train.doubt.DropoutPasses;

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
   * @param folder of the model
   */
  static TableAnswers of(
      TableModel model, Table table, List<String> keys, Path folder, DoubtOptions doubt) {
    List<Column> known = keys(table, keys);
    Preparation preparation = model.preparation();
    List<String> targets =
        preparation.targets().stream().map(Preparation.TargetColumn::name).toList();
    Notes notes;
    Answers all;
    if (doubt.passes.isPresent()) {
      notes = new Notes();
      DropoutPasses passes = model.dropoutPasses(table, doubt.passes.get(), doubt.seed(), notes);
      all = DoubtOptions.answers(passes, model.saved().objective().named(), targets);
    } else {
      Predictions said = model.predict(table);
      notes = said.notes();
      all =
          doubt.beside(
              new Answers(said.rows(), said.classes()),
              folder,
              model.saved(),
              Optional.of(preparation));
    }
    return new TableAnswers(table, known, targets, preparation.kind(), all, notes);
  }

  /** The columns by which rows are known, each once. */
  static List<Column> keys(Table table, List<String> names) {
    List<Column> known = names.stream().map(key -> table.column(key.strip())).toList();
    refuseTwice(known);
    return known;
  }

  /** What a model of lines says of rows. */
  static TableAnswers of(LineModel model, LineModel.Answers said, Table table, List<String> keys) {
    List<Column> known = keys(table, keys);
    Answers all = Answers.of(List.copyOf(said.each()), model.saved().objective().named());
    List<String> target = List.of(model.preparation().target());
    return new TableAnswers(table, known, target, Kind.CLASSIFICATION, all, new Notes());
  }

  private static void refuseTwice(List<Column> keys) {
    Set<Column> seen = new HashSet<>();
    for (Column key : keys) {
      if (!seen.add(key)) {
        throw new ArgumentException(
            "Option '--key' names \"" + key.name() + "\" twice; name each column once.");
      }
    }
  }

  /**
   * Writes a line for each row: its line in the file, its keys, the class and its probability, or
   * the numbers of the targets, or their probabilities.
   */
  void csv(Writer out) throws IOException {
    List<String> said =
        all.classes().isPresent() ? List.of(targets.getFirst(), "probability") : targets;
    CsvFile.write(
        out,
        Stream.concat(Stream.of(head(said)), IntStream.range(0, all.count()).mapToObj(this::line)));
  }

  private List<String> line(int row) {
    List<String> line = begun(row);
    double[] numbers = all.rows().get(row);
    if (all.classes().isPresent()) {
      int best = Answers.greatest(numbers);
      line.add(all.classes().get().get(best));
      line.add(Double.toString(numbers[best]));
    } else {
      Arrays.stream(numbers).mapToObj(Double::toString).forEach(line::add);
    }
    line.addAll(all.cellsBeside(row));
    return line;
  }

  private List<String> head(List<String> said) {
    List<String> head = new ArrayList<>(List.of("line"));
    keys.forEach(key -> head.add(key.name()));
    head.addAll(said);
    head.addAll(all.headBeside());
    return head;
  }

  /** What a line of a row begins with. */
  private List<String> begun(int row) {
    List<String> line = new ArrayList<>(List.of(Integer.toString(table.line(row))));
    keys.forEach(key -> line.add(key.text(row)));
    return line;
  }

  /** Writes what is printed of examples, and the line of each and what was filled. */
  void write(JsonLine json) throws IOException {
    if (kind == Kind.MULTI_LABEL) {
      all.write(json, Answers.PROBABILITIES);
    } else {
      all.write(json);
    }
    if (targets.size() > 1) {
      json.put("targets", JsonArray.ofStrings(targets));
    }
    if (!keys.isEmpty()) {
      JsonLine known = json.object("keys");
      for (Column key : keys) {
        known.array(key.name(), key.size(), row -> new JsonString(key.text(row)));
      }
      known.end();
    }
    json.array("lines", all.count(), row -> JsonNumber.of(table.line(row)));
    json.put("filled", notes.json());
  }
}
