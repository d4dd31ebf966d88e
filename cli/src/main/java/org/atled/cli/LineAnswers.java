package org.atled.cli;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.atled.formats.json.JsonArray;
import org.atled.tables.CsvFile;
import org.atled.text.LineModel;
import org.atled.text.TextFile;

/**
 * What a model of lines says of some that no table holds.
 *
 * @param by what the first column tells of each
 * @param known of each what stands there
 * @param target what is said
 * @param note of lines that lost their ends
 */
record LineAnswers(
    String by, List<String> known, String target, Answers all, Optional<String> note) {
  /**
   * Asks a model.
   *
   * @param place what errors call each
   */
  static LineAnswers of(
      LineModel model,
      String by,
      List<String> known,
      List<String> lines,
      IntFunction<String> place) {
    LineModel.Answers said = model.ask(lines, place);
    return new LineAnswers(
        by,
        List.copyOf(known),
        model.preparation().target(),
        Answers.of(List.copyOf(said.each()), model.saved().objective().named()),
        LineLesson.cut(said.cut(), model.preparation()));
  }

  /** Whether a file is one whose lines are asked about. */
  static boolean isText(Path file) {
    return file.toString().toLowerCase(Locale.ROOT).endsWith(".txt");
  }

  /** Of the lines of a file, of which none may be empty. */
  static LineAnswers of(LineModel model, Path file) {
    List<String> lines = TextFile.read(file).lines().toList();
    List<String> places =
        IntStream.rangeClosed(1, lines.size()).mapToObj(Integer::toString).toList();
    return of(model, "line", places, lines, i -> "%s: line %d".formatted(file, i + 1));
  }

  /** A line for each: the class and its probability. */
  void csv(Writer out) throws IOException {
    CsvFile.write(
        out,
        Stream.concat(
            Stream.of(List.of(by, target, "probability")),
            IntStream.range(0, known.size()).mapToObj(this::line)));
  }

  private List<String> line(int i) {
    double[] numbers = all.rows().get(i);
    int best = Answers.greatest(numbers);
    return List.of(
        known.get(i), all.classes().orElseThrow().get(best), Double.toString(numbers[best]));
  }

  void write(JsonLine json) throws IOException {
    all.write(json);
    json.put(by + "s", JsonArray.ofStrings(known));
  }
}
