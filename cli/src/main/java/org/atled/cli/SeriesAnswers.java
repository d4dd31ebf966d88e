package org.atled.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.atled.formats.json.JsonNumber;
import org.atled.tables.CsvFile;
import org.atled.tables.series.SeriesFile;
import org.atled.tables.series.SeriesModel;

/**
 * What a model of classes says of the series of a file.
 *
 * @param all in the order of the lines
 */
record SeriesAnswers(SeriesFile file, Answers all) {
  static SeriesAnswers of(SeriesModel model, SeriesFile file) {
    return new SeriesAnswers(
        file, Answers.of(model.predictions(file), model.saved().objective().named()));
  }

  /** A line for each series: where it stands, the class and its probability. */
  String csv() {
    List<List<String>> lines = new ArrayList<>();
    lines.add(List.of("line", "class", "probability"));
    List<String> names = all.classes().orElseThrow();
    for (int i = 0; i < all.count(); i++) {
      double[] numbers = all.rows().get(i);
      int best = Answers.greatest(numbers);
      lines.add(
          List.of(
              Integer.toString(file.series().get(i).line()),
              names.get(best),
              Double.toString(numbers[best])));
    }
    return CsvFile.text(lines);
  }

  /** Writes what is printed of examples, and the line of each. */
  void write(JsonLine json) throws IOException {
    all.write(json);
    json.array("lines", all.count(), i -> JsonNumber.of(file.series().get(i).line()));
  }
}
