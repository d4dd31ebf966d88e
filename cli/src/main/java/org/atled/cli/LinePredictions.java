package org.atled.cli;

import java.nio.file.Path;
import org.atled.tables.CsvFormat;
import org.atled.tables.Origin;
import org.atled.tables.Table;
import org.atled.text.LineModel;
import org.atled.train.SavedModel;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** What {@code atled predict} asks a model of lines of text. */
final class LinePredictions {
  private final PredictCommand asked;
  private final CommandLine line;

  LinePredictions(PredictCommand asked) {
    this.asked = asked;
    this.line = asked.spec.commandLine();
  }

  /** Lines that the command says. */
  int texts(SavedModel saved) {
    LineModel model = LineModel.of(asked.folder, saved);
    Given given =
        Given.of(line, "--jdbc", "--drift", "--key").and(Given.of(line, CsvOptions.class));
    if (asked.named.isPresent() || !given.isEmpty()) {
      throw new ParameterException(
          line,
          "Option '--text' says what is asked; leave out %s, or --text."
              .formatted(given.isEmpty() ? "INPUT" : String.join(", ", given.names())));
    }
    refuse();
    boolean isOne = asked.texts.size() == 1;
    return print(
        LineAnswers.of(
            model, "text", asked.texts, asked.texts, i -> isOne ? "The text" : "Text " + (i + 1)));
  }

  /** Lines of a file of text, or of a table's column. */
  int of(SavedModel saved, Path input) {
    LineModel model = LineModel.of(asked.folder, saved);
    refuse();
    if (LineAnswers.isText(input) && !asked.csv.isGiven() && asked.keys.isEmpty()) {
      return print(LineAnswers.of(model, input));
    }
    CsvFormat format = format(model);
    asked.csv.separatedAs(format, input);
    return rows(model, asked.arrays.table(input, asked.csv, format, Streams.of(asked.spec).in()));
  }

  /** Lines of a column of what a database gives. */
  int query(SavedModel saved) {
    LineModel model = LineModel.of(asked.folder, saved);
    refuse();
    return rows(
        model,
        asked
            .query
            .table(asked.named.map(Path::toString), asked.csv, format(model), line)
            .orElseThrow());
  }

  private int rows(LineModel model, Table rows) {
    LineModel.Answers said = model.ask(rows);
    TableLesson.remarks(rows).forEach(line.getErr()::println);
    LineLesson.cut(said.cut(), model.preparation()).ifPresent(line.getErr()::println);
    TableAnswers answers = TableAnswers.of(model, said, rows, asked.keys);
    return asked.print(answers.all(), answers::csv, answers::write);
  }

  private int print(LineAnswers answers) {
    answers.note().ifPresent(line.getErr()::println);
    return asked.print(answers.all(), answers::csv, answers::write);
  }

  private void refuse() {
    asked.bad.refuse(line, "the model reads lines of text; leave it out");
    asked.refuseDoubt("lines");
    if (!asked.arrays.names.isEmpty()) {
      throw new ParameterException(
          line,
          "Option '--arrays' names those of an npz, but the model in %s reads lines of text; leave it out."
              .formatted(asked.folder));
    }
    if (asked.drift) {
      throw new ParameterException(
          line,
          "Option '--drift' compares columns of a table, but the model in %s reads lines of text; leave it out."
              .formatted(asked.folder));
    }
  }

  /** How the table was written that the model learned from. */
  private static CsvFormat format(LineModel model) {
    return model.preparation().origin().map(Origin::format).orElseGet(CsvFormat::usual);
  }
}
