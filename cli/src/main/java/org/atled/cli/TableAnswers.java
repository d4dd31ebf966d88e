package org.atled.cli;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.atled.formats.json.JsonArray;
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
 * @param targets what is said
 * @param kind what the targets are learned as
 */
record TableAnswers(KnownRows known, List<String> targets, Kind kind, Answers all, Notes notes) {
  /**
   * Asks a model.
   *
   * @param keys names or places of columns by which rows are known
   * @param folder of the model
   */
  static TableAnswers of(
      TableModel model, Table table, List<String> keys, Path folder, DoubtOptions doubt) {
    KnownRows known = KnownRows.of(table, keys);
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
    return new TableAnswers(known, targets, preparation.kind(), all, notes);
  }

  /** What a model of lines says of rows. */
  static TableAnswers of(LineModel model, LineModel.Answers said, Table table, List<String> keys) {
    KnownRows known = KnownRows.of(table, keys);
    Answers all = Answers.of(List.copyOf(said.each()), model.saved().objective().named());
    List<String> target = List.of(model.preparation().target());
    return new TableAnswers(known, target, Kind.CLASSIFICATION, all, new Notes());
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
    List<String> line = known.line(row);
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
    List<String> head = known.head();
    head.addAll(said);
    head.addAll(all.headBeside());
    return head;
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
    known.write(json);
    json.put("filled", notes.json());
  }
}
