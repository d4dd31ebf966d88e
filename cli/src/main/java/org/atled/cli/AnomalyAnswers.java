package org.atled.cli;

import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.atled.formats.json.JsonNumber;
import org.atled.formats.json.JsonString;
import org.atled.tables.AnomalyModel;
import org.atled.tables.CsvFile;
import org.atled.tables.Notes;
import org.atled.tables.Table;

/** How unlike the rows of a table are to those that a model learned from. */
record AnomalyAnswers(
    KnownRows known, List<AnomalyModel.Score> each, AnomalyScores scores, Notes notes) {
  static AnomalyAnswers of(AnomalyModel model, Table table, List<String> keys) {
    KnownRows known = KnownRows.of(table, keys);
    Notes notes = new Notes();
    List<AnomalyModel.Score> each = model.scores(table, notes);
    return new AnomalyAnswers(known, each, AnomalyScores.ofRows(model, each), notes);
  }

  /** A line for each row: its line in the file, its keys, its score and what says most of it. */
  void csv(Writer out) throws IOException {
    List<String> head = known.head();
    head.addAll(AnomalyScores.HEAD);
    head.addAll(List.of("column", "part"));
    CsvFile.write(
        out, Stream.concat(Stream.of(head), IntStream.range(0, each.size()).mapToObj(this::line)));
  }

  private List<String> line(int row) {
    List<String> line = known.line(row);
    line.addAll(scores.cells(row));
    line.addAll(List.of(each.get(row).column(), Double.toString(each.get(row).part())));
    return line;
  }

  void write(JsonLine json) throws IOException {
    scores.write(json);
    json.array("columns", each.size(), row -> new JsonString(each.get(row).column()));
    json.array("parts", each.size(), row -> JsonNumber.of(each.get(row).part()));
    known.write(json);
    json.put("filled", notes.json());
  }
}
