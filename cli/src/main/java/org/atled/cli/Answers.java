package org.atled.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.atled.core.tensor.Tensor;
import org.atled.formats.json.Json;
import org.atled.formats.json.JsonArray;
import org.atled.formats.json.JsonNumber;
import org.atled.formats.json.JsonObject;
import org.atled.formats.npy.Npy;
import org.atled.train.Prediction;

/**
 * What a model says of examples.
 *
 * @param rows for each example the probabilities of the classes, or the numbers
 * @param classes their names, for a classification
 */
record Answers(List<double[]> rows, Optional<List<String>> classes) {
  /** What JSON calls them. */
  static final String PROBABILITIES = "probabilities";

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
    int width = rows.getFirst().length;
    float[] all = new float[rows.size() * width];
    for (int i = 0; i < all.length; i++) {
      all[i] = (float) rows.get(i / width)[i % width];
    }
    Npy.write(path, Tensor.of(all, rows.size(), width));
  }

  /** The first few in columns. */
  Table table(int most) {
    Table table = new Table();
    List<String> head = new ArrayList<>(List.of("example"));
    classes.ifPresent(names -> head.add("class"));
    classes.ifPresentOrElse(
        head::addAll,
        () -> IntStream.range(0, rows.getFirst().length).forEach(i -> head.add("output " + i)));
    table.row(head);
    for (int i = 0; i < Math.min(most, rows.size()); i++) {
      double[] row = rows.get(i);
      List<String> cells = new ArrayList<>(List.of(Integer.toString(i)));
      classes.ifPresent(names -> cells.add(names.get(greatest(row))));
      for (double value : row) {
        cells.add(String.format(Locale.ROOT, "%.4f", value));
      }
      table.row(cells);
    }
    return table;
  }

  /** All of them. */
  JsonObject json() {
    return json(classes.isPresent() ? PROBABILITIES : "outputs");
  }

  /**
   * All of them.
   *
   * @param numbers what the numbers are
   */
  JsonObject json(String numbers) {
    JsonObject.Builder json = JsonObject.builder().put("examples", rows.size());
    BackendFields.put(json);
    classes.ifPresent(names -> {
      json.put("classes", JsonArray.ofStrings(names));
      json.put(
          "predicted",
          JsonArray.ofStrings(rows.stream().map(row -> names.get(greatest(row))).toList()));
    });
    return json.put(numbers, new JsonArray(rows.stream().map(Answers::numbers).toList())).build();
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
