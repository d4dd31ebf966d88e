package org.atled.tables;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import org.atled.core.error.ArgumentException;
import org.atled.core.error.AtledException;
import org.atled.core.error.StateException;
import org.atled.core.random.Seed;
import org.atled.core.shape.Shape;
import org.atled.core.spi.Storage;
import org.atled.core.tensor.Tensor;
import org.atled.formats.json.JsonObject;
import org.atled.formats.json.JsonPlace;
import org.atled.nn.layer.EntityEmbedding;
import org.atled.train.Predictor;
import org.atled.train.Run;
import org.atled.train.SavedModel;
import org.atled.train.doubt.DropoutPasses;

/**
 * A model that was trained on a table, with all that is needed to ask it about other rows, of files
 * or from memory. Safe to ask from any thread.
 *
 * <pre>{@code
 * Table table = CsvFile.read(Path.of("housing.csv"), CsvFormat.usual());
 * Problem problem = Problem.of(table, "median_house_value", List.of(), Optional.empty());
 * Problem.Rows rows = problem.split(Seed.of(0));
 * Preparation preparation = Preparation.fit(problem, rows.train());
 * Dataset train = preparation.examples(table, rows.train(), "housing", new Notes());
 * }</pre>
 *
 * A row from memory has a value for each input column: by the column's name in a map or a record,
 * or in the order of {@link Preparation#inputs} in a list or an array. A value is a {@link Number},
 * text ({@link CharSequence}, {@link Character}, or an enum by its {@code toString}), a date of
 * {@code java.time}, a boolean (for a column of numbers 1 and 0), or an {@link Optional} of these.
 * Null, an empty optional and NaN are missing, and filled as in files. Text for a column of numbers
 * is an error even where it is {@code "12"}, and so is a number for a column of text. A column that
 * a map or a record does not name is an error; names that are no columns are passed over and noted.
 */
public final class TableModel {
  private static final int BATCH = 1024;

  private final SavedModel saved;
  private final Preparation preparation;
  private final Origin origin;
  private final List<Missing> missing;
  private final Predictor predictor;

  private TableModel(SavedModel saved, Preparation preparation, Origin origin) {
    this.saved = saved;
    this.preparation = preparation;
    this.origin = origin;
    MissingByColumn said = new MissingByColumn(origin.format().missing());
    this.missing =
        preparation.inputs().stream()
            .map(input -> said.of(input.name(), input.index(), false))
            .toList();
    this.predictor = Predictor.of(saved);
  }

  public SavedModel saved() {
    return saved;
  }

  /** How rows become examples, fitted to the training rows. */
  public Preparation preparation() {
    return preparation;
  }

  /** What it was trained on. */
  public Origin origin() {
    return origin;
  }

  /** Saves a run with how its rows were prepared; see {@link SavedModel#save}. */
  public static void save(Path folder, Run run, Preparation preparation, Origin origin) {
    JsonObject json =
        JsonObject.builder()
            .put("type", "table")
            .put("origin", origin.json())
            .put("table", preparation.json())
            .build();
    SavedModel.save(folder, run, json);
  }

  /**
   * Loads a model.
   *
   * @throws ArgumentException if it was not trained on a table
   */
  public static TableModel load(Path folder) {
    return of(folder, SavedModel.load(folder));
  }

  /**
   * The same of a model that is loaded.
   *
   * @param folder where from
   * @throws ArgumentException if it was not trained on a table
   * @throws org.atled.core.error.FormatException if what is saved of the table is damaged
   */
  public static TableModel of(Path folder, SavedModel saved) {
    if (AnomalyModel.isMeant(saved)) {
      throw new StateException(
          "The model in %s scores how unlike rows are to those that it learned from, and finds nothing else of them; ask ./atled predict %s FILE.csv, or AnomalyModel."
              .formatted(folder, folder));
    }
    return saved
        .preparation()
        .map(json -> read(saved, json))
        .orElseThrow(() ->
            new ArgumentException(
                "The model in "
                    + folder
                    + " learned from "
                    + saved.info().name()
                    + ", which is no table; a model of tables is made by: atled train FILE.csv"
                    + " --target COLUMN."));
  }

  private static TableModel read(SavedModel saved, JsonPlace json) {
    if (!json.string("type").equals("table")) {
      throw json.get("type").error("is not \"table\".");
    }
    JsonPlace table = json.object("table");
    Preparation preparation = Preparation.read(table, saved.info());
    requireVectors(preparation, saved, table);
    return new TableModel(saved, preparation, Origin.read(json.object("origin")));
  }

  /** Refuses texts of other numbers than those whose vectors the network has learned. */
  private static void requireVectors(Preparation preparation, SavedModel saved, JsonPlace json) {
    Optional<EntityEmbedding.Config> wanted =
        preparation.embedding().flatMap(EntityEmbedding::config);
    Optional<EntityEmbedding.Config> learned =
        saved.module().modules().stream()
            .filter(EntityEmbedding.class::isInstance)
            .findFirst()
            .flatMap(layer -> ((EntityEmbedding) layer).config());
    boolean differs =
        wanted.isPresent()
            && learned.isPresent()
            && !(wanted.get().columns().equals(learned.get().columns())
                && wanted.get().entries().equals(learned.get().entries()));
    if (differs) {
      throw json.error(
          "has texts of columns %s with %s vectors but the network of columns %s with %s; the description was changed or is damaged."
              .formatted(
                  wanted.get().columns(),
                  wanted.get().entries(),
                  learned.get().columns(),
                  learned.get().entries()));
    }
  }

  /**
   * What the model says of every row; a target column is not needed, and not looked at. Only a
   * block of rows is in memory at once: the answers lie where the table lies.
   *
   * @throws org.atled.core.error.FormatException naming line and column of a value that it cannot
   *     take
   */
  public Predictions predict(Table table) {
    Notes notes = new Notes();
    KeptRows rows = new KeptRows(table.scratch().anew());
    preparation.eachBlock(table, notes, (inputs, count) -> said(inputs, count).forEach(rows::keep));
    return new Predictions(rows, classes(), notes);
  }

  /**
   * What the model says of every row as its dropout goes on dropping, with the spread, in the units
   * of the targets: {@link DropoutPasses}.
   *
   * @param notes of what was filled or unknown
   * @throws org.atled.core.error.FormatException naming line and column of a value that it cannot
   *     take
   * @throws StateException if the network drops nothing
   */
  public DropoutPasses dropoutPasses(Table table, int passes, Seed seed, Notes notes) {
    float[] inputs = preparation.inputs(table, table.allRows(), notes);
    Tensor x =
        Tensor.wrap(new Storage.Float32(inputs), Shape.of(table.rows(), preparation.width()));
    return DropoutPasses.of(saved, x, passes, seed, this::meaning);
  }

  /**
   * What the model says of a row, by the names of columns.
   *
   * @throws org.atled.core.error.ArgumentException naming the column of a value that is not there,
   *     or that the column does not take
   */
  public RowPrediction predict(Map<String, ?> row) {
    return one(row);
  }

  /**
   * What the model says of a record whose components are called as columns are.
   *
   * @throws org.atled.core.error.ArgumentException as for a map, or if the record's package is not
   *     open to this module
   */
  public RowPrediction predict(Record row) {
    return one(row);
  }

  /**
   * What the model says of values in the order of its input columns.
   *
   * @throws org.atled.core.error.ArgumentException naming the columns if they are not as many, or
   *     the one that does not take its value
   */
  public RowPrediction predict(List<?> row) {
    return one(row);
  }

  /** Predicts a row whose values stand in the order of the inputs. */
  public RowPrediction predict(Object[] row) {
    return one(row);
  }

  /** Predicts a row of numbers alone, in the order of the inputs. */
  public RowPrediction predict(double... row) {
    return one(row);
  }

  /**
   * What the model says of rows, each a map, a record, a list or an array.
   *
   * @throws org.atled.core.error.ArgumentException as for a single row, with its number
   */
  public List<RowPrediction> predictAll(List<?> rows) {
    int width = preparation.width();
    float[] inputs = new float[Shape.of(rows.size(), width).elements()];
    List<Notes> notes = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      notes.add(new Notes());
      String name = "Row " + i + " (from 0)";
      GivenRow.write(preparation, missing, rows.get(i), name, inputs, i * width, notes.getLast());
    }
    List<RowPrediction> predictions = new ArrayList<>();
    for (double[] numbers : said(inputs, rows.size())) {
      predictions.add(prediction(numbers, notes.get(predictions.size())));
    }
    return predictions;
  }

  private RowPrediction one(Object row) {
    Notes notes = new Notes();
    float[] inputs = new float[preparation.width()];
    GivenRow.write(preparation, missing, row, "The row", inputs, 0, notes);
    return prediction(said(inputs, 1).getFirst(), notes);
  }

  private RowPrediction prediction(double[] numbers, Notes notes) {
    return switch (preparation.target()) {
      case Target.Numbers _ -> new RowPrediction.OfNumber(numbers[0], notes);
      case Target.Classes target ->
          new RowPrediction.OfClass(named(target.classes(), numbers), notes);
      case Target.Several _ -> new RowPrediction.OfNumbers(named(targetNames(), numbers), notes);
      case Target.Labels _ -> new RowPrediction.OfLabels(named(targetNames(), numbers), notes);
      case Target.Itself _ -> throw new IllegalStateException("AnomalyModel scores rows.");
    };
  }

  private List<String> targetNames() {
    return preparation.targets().stream().map(Preparation.TargetColumn::name).toList();
  }

  private static SequencedMap<String, Double> named(List<String> names, double[] numbers) {
    SequencedMap<String, Double> named = new LinkedHashMap<>();
    for (String name : names) {
      named.put(name, numbers[named.size()]);
    }
    return named;
  }

  private Optional<List<String>> classes() {
    return preparation.target() instanceof Target.Classes target
        ? Optional.of(target.classes())
        : Optional.empty();
  }

  /**
   * What the model says of examples, batch by batch.
   *
   * @param inputs row-major
   */
  private List<double[]> said(float[] inputs, int count) {
    int width = preparation.width();
    List<double[]> rows = new ArrayList<>();
    for (int from = 0; from < count; from += BATCH) {
      int size = Math.min(BATCH, count - from);
      float[] some = Arrays.copyOfRange(inputs, from * width, (from + size) * width);
      Tensor outputs =
          predictor.predict(Tensor.wrap(new Storage.Float32(some), Shape.of(size, width)));
      float[] values = outputs.toFloats();
      int each = values.length / size;
      for (int i = 0; i < size; i++) {
        double[] row = new double[each];
        for (int k = 0; k < each; k++) {
          row[k] = values[i * each + k];
        }
        rows.add(meaning(row));
      }
    }
    return rows;
  }

  /** Probabilities as they are, with the digits of a float; numbers in the target's unit. */
  private double[] meaning(double[] outputs) {
    double[] row = new double[outputs.length];
    for (int i = 0; i < row.length; i++) {
      row[i] =
          switch (preparation.target()) {
            case Target.Numbers numbers -> numbers.undone(outputs[i]);
            case Target.Several several -> several.numbers().get(i).undone(outputs[i]);
            case Target.Itself _ -> outputs[i];
            case Target.Classes _, Target.Labels _ ->
                Double.parseDouble(Float.toString((float) outputs[i]));
          };
      if (!Double.isFinite(row[i])) {
        throw new AtledException(
            "The model gives "
                + row[i]
                + "; its weights, or the values it is given, are too large.");
      }
    }
    return row;
  }

  /** The test rows of the table that the model was trained on, none of which it learned from. */
  public int[] testRows(Table table) {
    return origin.testRows(table, preparation.targetsIn(table), preparation.kind());
  }

  /** The rows of a table that have a target. */
  public int[] rows(Table table) {
    return Problem.as(table, preparation.targetsIn(table), Kind.REGRESSION, "").rows();
  }
}
