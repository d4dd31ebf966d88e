package org.atled.cli;

import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.atled.core.error.FormatException;
import org.atled.data.Dataset;
import org.atled.formats.json.Json;
import org.atled.formats.json.JsonNumber;
import org.atled.formats.json.JsonObject;
import org.atled.tables.Notes;
import org.atled.tables.Table;
import org.atled.tables.TableModel;
import org.atled.tables.Target;
import org.atled.train.EpochReport;

/**
 * Rows of a table on which a model of tables is measured.
 *
 * @param kept whether they are the rows that were kept from the model in training
 * @param notes what was filled or unknown
 */
record TableExam(TableModel model, Table table, boolean kept, Notes notes, Dataset examples) {
  /**
   * Finds the rows.
   *
   * @param file {@code -} for standard input; none: the one that the model learned from
   * @param drivers jars with the driver of a database that it may have learned from
   */
  static TableExam of(
      TableModel model,
      Optional<Path> file,
      CsvOptions csv,
      ArrayNames arrays,
      InputStream standard,
      List<Path> drivers) {
    if (file.isEmpty()) {
      return kept(model, drivers);
    }
    Path path = file.get();
    return of(model, arrays.table(path, csv, model.origin().format(), standard));
  }

  /** All rows of a table. */
  static TableExam of(TableModel model, Table table) {
    return of(model, table, false, model.rows(table));
  }

  /** Of the file that the model learned from the rows that were kept from it. */
  static TableExam kept(TableModel model, List<Path> drivers) {
    Table table = model.origin().table(drivers);
    return of(model, table, true, model.testRows(table));
  }

  private static TableExam of(TableModel model, Table table, boolean kept, int[] rows) {
    if (rows.length == 0) {
      throw new FormatException(
          table.file(),
          -1,
          "no row has a value in the target "
              + model.preparation().targetName()
              + "; to measure there must be one. To predict: atled predict.");
    }
    Notes notes = new Notes();
    String name = TableFile.name(table.file());
    Dataset examples = model.preparation().examples(table, rows, name, notes);
    return new TableExam(model, table, kept, notes, examples);
  }

  /** What people may want to know before the numbers. */
  List<String> warnings() {
    List<String> warnings = new ArrayList<>(TableLesson.remarks(table));
    if (!kept && model.origin().isOf(table)) {
      warnings.add(
          "this is the file that the model learned from, so it has seen most of these rows;"
              + " without a file, eval measures on those that it has not");
    }
    model
        .preparation()
        .weight()
        .ifPresent(column ->
            warnings.add(
                "weights: rows count as \"%s\" says; a table of classes counts each once"
                    .formatted(column.name())));
    return warnings;
  }

  /** What people may want to know beside the numbers. */
  List<String> remarks(EpochReport.Measured measured) {
    return model.preparation().target() instanceof Target.Numbers numbers
        ? TableLesson.remarks(numbers, model.preparation().targetName(), measured)
        : List.of();
  }

  /** Adds what programs may want to know. */
  void describe(JsonObject.Builder json, EpochReport.Measured measured) {
    if (model.preparation().target() instanceof Target.Numbers numbers) {
      Json error = JsonNumber.orNull(TableLesson.error(numbers, measured));
      json.put(TableLesson.errorName(numbers), error);
    }
    json.put("kept_from_training", kept)
        .put("left_out", table.rows() - model.rows(table).length)
        .put("filled", notes.json());
  }
}
