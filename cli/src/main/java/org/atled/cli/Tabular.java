package org.atled.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.function.ToDoubleFunction;
import org.atled.core.error.ArgumentException;
import org.atled.core.error.Spelling;
import org.atled.core.shape.Shape;
import org.atled.core.tensor.Tensor;
import org.atled.data.Batch;
import org.atled.data.Dataset;
import org.atled.explain.Feature;
import org.atled.explain.RowScore;
import org.atled.tables.Column;
import org.atled.tables.Input;
import org.atled.tables.Notes;
import org.atled.tables.Preparation;
import org.atled.tables.Table;
import org.atled.tables.TableModel;
import org.atled.tables.Target;
import org.atled.train.Predictor;
import org.atled.train.SavedModel;

/**
 * Rows that a model is asked about, and what it says of them as one number.
 *
 * @param features columns, as numbers of a row
 * @param rows the numbers
 * @param texts what stands in a column, by the row, for people
 * @param numbers the same as numbers, NaN where there is none
 * @param says what the number is called
 * @param score in the target's unit, or the probability of a class
 * @param lossName of the loss
 * @param loss of the model on the rows
 */
record Tabular(
    List<Feature> features,
    double[][] rows,
    List<IntFunction<String>> texts,
    List<double[]> numbers,
    String says,
    RowScore score,
    String lossName,
    ToDoubleFunction<double[][]> loss) {
  /** More rows tell little more, and take long. */
  private static final int MOST = 300;

  private static final int BATCH = 4096;

  /** Of a table's rows that were kept from its model. */
  static Tabular of(TableExam exam, Optional<String> asked) {
    TableModel model = exam.model();
    Preparation preparation = model.preparation();
    Table table = exam.table();
    int[] places = spread(exam.kept() ? model.testRows(table) : model.rows(table));
    double[][] rows = rows(preparation, table, places);
    Batch batch = exam.examples().spread(MOST);
    return switch (preparation.target()) {
      case Target.Numbers target -> {
        if (asked.isPresent()) {
          throw new ArgumentException(
              "The model tells numbers, %s, and no classes apart; leave --class out."
                  .formatted(preparation.targetName()));
        }
        RowScore score = some -> mapped(answers(model.saved(), some), row -> target.undone(row[0]));
        double[] wanted = mapped(matrix(batch.y()), row -> target.undone(row[0]));
        yield new Tabular(
            features(preparation),
            rows,
            texts(preparation, table, places),
            numbers(preparation, table, places),
            preparation.targetName(),
            score,
            "mean absolute error of " + preparation.targetName(),
            some -> {
              double[] said = score.of(some);
              double sum = 0;
              for (int i = 0; i < said.length; i++) {
                sum += Math.abs(said[i] - wanted[i]);
              }
              return sum / said.length;
            });
      }
      case Target.Classes target -> {
        refuseUnknown(asked, target.classes());
        yield ofClasses(
            model.saved(),
            features(preparation),
            rows,
            texts(preparation, table, places),
            numbers(preparation, table, places),
            batch.y().toLongs(),
            target.classes(),
            asked);
      }
      case Target.Several _, Target.Labels _, Target.Itself _ ->
          throw new ArgumentException(
              "The model tells several targets at once, %s; explanations are of one. Train a model of one target."
                  .formatted(preparation.targetName()));
    };
  }

  /** Of examples without a table, vectors of numbers. */
  static Tabular of(SavedModel saved, Dataset kept, Optional<String> asked) {
    List<String> classes =
        saved
            .objective()
            .named()
            .orElseThrow(() ->
                new ArgumentException(
                    "The model in question gives raw numbers, of which only its author knows the"
                        + " meaning; in Java, explain it with org.atled.explain."));
    if (saved.info().input().rank() != 1) {
      throw new ArgumentException(
          "Models of examples %s are not explained here; in Java, see org.atled.explain."
              .formatted(saved.info().input()));
    }
    refuseUnknown(asked, classes);
    Batch batch = kept.spread(MOST);
    double[][] rows = matrix(batch.x());
    List<String> names = new ArrayList<>();
    List<IntFunction<String>> texts = new ArrayList<>();
    List<double[]> numbers = new ArrayList<>();
    for (int i = 0; i < rows[0].length; i++) {
      int at = i;
      names.add("number " + i);
      texts.add(row -> number(rows[row][at]));
      numbers.add(mapped(rows, row -> row[at]));
    }
    return ofClasses(
        saved, Feature.each(names), rows, texts, numbers, batch.y().toLongs(), classes, asked);
  }

  private static Tabular ofClasses(
      SavedModel saved,
      List<Feature> features,
      double[][] rows,
      List<IntFunction<String>> texts,
      List<double[]> numbers,
      long[] labels,
      List<String> classes,
      Optional<String> asked) {
    int place = asked.map(classes::indexOf).orElse(classes.size() - 1);
    return new Tabular(
        features,
        rows,
        texts,
        numbers,
        "P(" + classes.get(place) + ")",
        some -> mapped(answers(saved, some), row -> row[place]),
        "cross-entropy",
        some -> {
          double[][] p = answers(saved, some);
          double sum = 0;
          for (int i = 0; i < p.length; i++) {
            sum -= StrictMath.log(Math.max(1e-12, p[i][(int) labels[i]]));
          }
          return sum / p.length;
        });
  }

  private static void refuseUnknown(Optional<String> asked, List<String> classes) {
    if (asked.isPresent() && !classes.contains(asked.get())) {
      throw new ArgumentException(
          "The model knows no class \"%s\".%s There are: %s."
              .formatted(
                  asked.get(), Spelling.guess(asked.get(), classes), String.join(", ", classes)));
    }
  }

  /** As {@link Dataset#spread} takes them. */
  private static int[] spread(int[] rows) {
    int count = Math.min(MOST, rows.length);
    int[] some = new int[count];
    for (int i = 0; i < count; i++) {
      some[i] = rows[(int) ((long) i * rows.length / count)];
    }
    return some;
  }

  static double[][] rows(Preparation preparation, Table table, int[] places) {
    float[] values = preparation.inputs(table, places, new Notes());
    int width = preparation.width();
    double[][] rows = new double[places.length][width];
    for (int i = 0; i < values.length; i++) {
      rows[i / width][i % width] = values[i];
    }
    return rows;
  }

  private static List<Feature> features(Preparation preparation) {
    List<Feature> features = new ArrayList<>();
    int at = 0;
    for (Input input : preparation.inputs()) {
      features.add(new Feature(input.name(), at, at + input.width()));
      at += input.width();
    }
    return features;
  }

  static List<IntFunction<String>> texts(Preparation preparation, Table table, int[] places) {
    List<IntFunction<String>> texts = new ArrayList<>();
    for (Column column : preparation.columns(table)) {
      texts.add(row -> column.isMissing(places[row]) ? "missing" : column.text(places[row]));
    }
    return texts;
  }

  private static List<double[]> numbers(Preparation preparation, Table table, int[] places) {
    List<double[]> numbers = new ArrayList<>();
    List<Column> columns = preparation.columns(table);
    for (int i = 0; i < columns.size(); i++) {
      Column column = columns.get(i);
      boolean isNumber = preparation.inputs().get(i) instanceof Input.Number;
      numbers.add(
          Arrays.stream(places)
              .mapToDouble(row -> isNumber ? column.number(row) : Double.NaN)
              .toArray());
    }
    return numbers;
  }

  private static double[][] answers(SavedModel saved, double[][] rows) {
    Predictor predictor = Predictor.of(saved);
    double[][] all = new double[rows.length][];
    for (int from = 0; from < rows.length; from += BATCH) {
      int count = Math.min(BATCH, rows.length - from);
      int width = rows[0].length;
      float[] some = new float[count * width];
      for (int i = 0; i < some.length; i++) {
        some[i] = (float) rows[from + i / width][i % width];
      }
      double[][] answers = matrix(predictor.predict(Tensor.of(some, count, width)));
      System.arraycopy(answers, 0, all, from, count);
    }
    return all;
  }

  private static double[][] matrix(Tensor numbers) {
    Shape shape = numbers.shape();
    int width = shape.elements() / (int) shape.size(0);
    double[] values = numbers.toDoubles();
    double[][] rows = new double[(int) shape.size(0)][];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = Arrays.copyOfRange(values, i * width, (i + 1) * width);
    }
    return rows;
  }

  private static double[] mapped(double[][] rows, ToDoubleFunction<double[]> f) {
    return Arrays.stream(rows).mapToDouble(f).toArray();
  }

  /** With a few digits. */
  static String number(double value) {
    return Math.abs(value) >= 1000
        ? String.format(Locale.ROOT, "%,.0f", value)
        : String.format(Locale.ROOT, "%.4g", value);
  }
}
