package org.atled.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.atled.core.error.FormatException;
import org.atled.core.error.StateException;
import org.atled.formats.json.JsonObject;
import org.atled.tables.Origin;
import org.atled.tables.Table;
import org.atled.text.LabelledLines;
import org.atled.text.LineModel;
import org.atled.text.LinePreparation;

/**
 * Rows of a table on which a model of lines is measured.
 *
 * @param kept whether they are those that were kept from it
 * @param leftOut how many rows have no class or no text
 * @param cut how many lines lost their ends
 */
record LineExam(
    LineModel model, Table table, LabelledLines examples, boolean kept, int leftOut, int cut) {
  /**
   * Finds the rows.
   *
   * @param named none: the table that the model learned from, of which those that it has not seen
   * @param drivers jars with the driver of a database that it may have learned from
   */
  static LineExam of(LineModel model, Path folder, Optional<Table> named, List<Path> drivers) {
    LinePreparation preparation = model.preparation();
    Table table = named.orElseGet(() -> origin(preparation, folder).table(drivers));
    int[] rows = named.isPresent() ? preparation.rows(table) : preparation.kept(table);
    if (rows.length == 0) {
      throw new FormatException(
          table.file(),
          -1,
          "no row has a value in \"%s\" and a text in \"%s\"; to measure there must be one."
              .formatted(preparation.target(), preparation.text()));
    }
    String name = TableFile.name(table.file());
    return new LineExam(
        model,
        table,
        preparation.examples(name, table, rows),
        named.isEmpty(),
        named.isPresent() ? table.rows() - rows.length : 0,
        preparation.encoded(table, rows).cut());
  }

  private static Origin origin(LinePreparation preparation, Path folder) {
    return preparation
        .origin()
        .orElseThrow(() ->
            new StateException(
                "The model in %s does not know its table; name one to measure on."
                    .formatted(folder)));
  }

  Scores scores() {
    return Scores.of(
        model.saved().model(),
        model.saved().objective(),
        model.saved().objective().metrics(),
        examples);
  }

  /** What people may want to know before the numbers. */
  List<String> notes() {
    List<String> notes = new ArrayList<>(TableLesson.remarks(table));
    if (!kept && model.preparation().origin().filter(from -> from.isOf(table)).isPresent()) {
      notes.add(
          "this is the file that the model learned from, so it has seen most of these rows;"
              + " without a file, eval measures on those that it has not");
    }
    if (leftOut > 0) {
      notes.add("left out: %s without a class or a text".formatted(Text.grouped(leftOut)));
    }
    LineLesson.cut(cut, model.preparation()).ifPresent(notes::add);
    return notes;
  }

  /** Adds what programs may want to know. */
  void describe(JsonObject.Builder json) {
    json.put("kept_from_training", kept).put("left_out", leftOut).put("cut", cut);
  }
}
