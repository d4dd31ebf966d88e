package org.atled.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.atled.formats.json.Json;
import org.atled.formats.json.JsonArray;
import org.atled.formats.json.JsonNumber;
import org.atled.formats.json.JsonObject;
import org.atled.formats.json.JsonString;
import org.atled.formats.npy.Npy;
import org.atled.train.Prediction;

/**
 * What a model says of examples.
 *
 * @param rows for each example the probabilities of the classes, or the numbers
 * @param classes their names, for a classification
 * @param beside what is said beside them
 */
record Answers(List<double[]> rows, Optional<List<String>> classes, Optional<ExtraColumns> beside) {
  /** What JSON calls them. */
  static final String PROBABILITIES = "probabilities";

  /** With nothing beside them. */
  Answers(List<double[]> rows, Optional<List<String>> classes) {
    this(rows, classes, Optional.empty());
  }

  /** The same with something beside them. */
  Answers with(ExtraColumns more) {
    return new Answers(rows, classes, Optional.of(more));
  }

  /** The names of the columns that come after those of an answer. */
  List<String> headBeside() {
    return beside.map(ExtraColumns::head).orElse(List.of());
  }

  /** What stands in these columns. */
  List<String> cellsBeside(int row) {
    return beside.map(one -> one.cells().apply(row)).orElse(List.of());
  }

  /** Outputs of a network: floats, with no more digits than a float has. */
  static Answers of(List<Prediction> predictions, Optional<List<String>> classes) {
    return new Answers(
        predictions.stream().map(Prediction::values).map(Answers::decimal).toList(), classes);
  }

  private static double[] decimal(float[] row) {
    return IntStream.range(0, row.length)
        .mapToDouble(i -> Double.parseDouble(Float.toString(row[i])))
        .toArray();
  }

  int count() {
    return rows.size();
  }

  /** Writes the numbers, float32 [batch, classes]. */
  void writeNpy(Path path) {
    Npy.write(path, rows.size(), rows.getFirst().length, row -> floats(rows.get(row)));
  }

  private static float[] floats(double[] row) {
    float[] floats = new float[row.length];
    for (int i = 0; i < row.length; i++) {
      floats[i] = (float) row[i];
    }
    return floats;
  }

  /** The first few in columns. */
  TextTable table(int most) {
    TextTable table = new TextTable();
    List<String> head = new ArrayList<>(List.of("example"));
    classes.ifPresent(names -> head.add("class"));
    classes.ifPresentOrElse(
        head::addAll,
        () -> IntStream.range(0, rows.getFirst().length).forEach(i -> head.add("output " + i)));
    head.addAll(headBeside());
    table.row(head);
    for (int i = 0; i < Math.min(most, rows.size()); i++) {
      double[] row = rows.get(i);
      List<String> cells = new ArrayList<>(List.of(Integer.toString(i)));
      classes.ifPresent(names -> cells.add(names.get(greatest(row))));
      for (double value : row) {
        cells.add(String.format(Locale.ROOT, "%.4f", value));
      }
      cells.addAll(cellsBeside(i));
      table.row(cells);
    }
    return table;
  }

  /** Writes all of them. */
  void write(JsonLine json) throws IOException {
    write(json, classes.isPresent() ? PROBABILITIES : "outputs");
  }

  /**
   * Writes all of them.
   *
   * @param numbers what the numbers are
   */
  void write(JsonLine json, String numbers) throws IOException {
    JsonObject.Builder head = JsonObject.builder().put("examples", rows.size());
    BackendFields.put(head);
    json.putAll(head.build());
    if (classes.isPresent()) {
      List<String> names = classes.get();
      json.put("classes", JsonArray.ofStrings(names));
      json.array("predicted", count(), i -> new JsonString(names.get(greatest(rows.get(i)))));
    }
    json.array(numbers, count(), i -> numbers(rows.get(i)));
    if (beside.isPresent()) {
      for (var member : beside.get().members().entrySet()) {
        json.array(member.getKey(), count(), member.getValue());
      }
    }
  }

  private static Json numbers(double[] row) {
    return new JsonArray(
        IntStream.range(0, row.length).mapToObj(i -> JsonNumber.orNull(row[i])).toList());
  }

  /** The class of the greatest probability. */
  static int greatest(double[] row) {
    int best = 0;
    for (int i = 1; i < row.length; i++) {
      best = row[i] > row[best] ? i : best;
    }
    return best;
  }
}
