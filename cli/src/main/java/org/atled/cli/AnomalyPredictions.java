package org.atled.cli;

import java.nio.file.Path;
import org.atled.tables.AnomalyModel;
import org.atled.tables.Table;
import org.atled.tables.series.SeriesAnomalyModel;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** What {@code atled predict} asks a model that scores how unlike others rows or steps are. */
final class AnomalyPredictions {
  private final PredictCommand asked;
  private final CommandLine line;

  AnomalyPredictions(PredictCommand asked) {
    this.asked = asked;
    this.line = asked.spec.commandLine();
  }

  /** Steps of a series. */
  int of(SeriesAnomalyModel model, Path input) {
    Given ofRows = Given.of(line, "--key", "--arrays");
    if (!ofRows.isEmpty()) {
      throw new ParameterException(
          line,
          "%s for rows of a table, but the model in %s scores the steps of a series, each with its time or number; leave %s out."
              .formatted(ofRows.subject("is", "are"), asked.folder, ofRows.it()));
    }
    refuse("steps of a series");
    SeriesAnomalyAnswers answers =
        SeriesAnomalyAnswers.of(
            model, asked.csv.read(input, model.windows().format(), Streams.of(asked.spec).in()));
    return print(answers.scores(), answers::csv, answers::write);
  }

  /** Rows of a table. */
  int of(AnomalyModel model, Path input) {
    refuse("rows");
    Table rows =
        asked.arrays.table(input, asked.csv, model.origin().format(), Streams.of(asked.spec).in());
    AnomalyAnswers answers = AnomalyAnswers.of(model, rows, asked.keys);
    TableLesson.remarks(rows).forEach(line.getErr()::println);
    answers.notes().lines().forEach(line.getErr()::println);
    return print(answers.scores(), answers::csv, answers::write);
  }

  /** Refuses what asks how sure an answer is, or how columns lie. */
  private void refuse(String what) {
    Given given = Given.of(line, "--drift").and(Given.of(line, DoubtOptions.class));
    if (!given.isEmpty()) {
      throw new ParameterException(
          line,
          "%s models that find something, but the one in %s scores %s; leave %s out."
              .formatted(given.goWith(), asked.folder, what, given.it()));
    }
  }

  private int print(AnomalyScores scores, AnswerOutput.Lines text, AnswerOutput.Members json) {
    line.getErr().println(scores.summary());
    return asked.print(scores.answers(), text, json);
  }
}
