package org.atled.tables;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.atled.core.error.AtledException;
import org.atled.core.error.StateException;
import org.atled.core.shape.Shape;
import org.atled.core.spi.Storage;
import org.atled.core.tensor.Tensor;
import org.atled.formats.json.JsonObject;
import org.atled.formats.json.JsonPlace;
import org.atled.train.Predictor;
import org.atled.train.Run;
import org.atled.train.SavedModel;

/**
 * A model that was trained on a table, with all that is needed to ask it about rows of another.
 *
 * <pre>{@code
 * Table table = CsvFile.read(Path.of("housing.csv"), CsvFormat.usual());
 * Problem problem = Problem.of(table, "median_house_value", List.of(), Optional.empty());
 * Problem.Rows rows = problem.split(Seed.of(0));
 * Preparation preparation = Preparation.fit(problem, rows.train());
 * Dataset train = preparation.examples(table, rows.train(), "housing", new Notes());
 * }</pre>
 *
 * @param preparation fitted to the training rows
 */
public record TableModel(SavedModel saved, Preparation preparation, Origin origin) {
  private static final int BATCH = 1024;

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
   * @throws StateException if it was not trained on a table
   */
  public static TableModel load(Path folder) {
    return of(folder, SavedModel.load(folder));
  }

  /**
   * The same of a model that is loaded.
   *
   * @param folder where from
   * @throws StateException if it was not trained on a table
   * @throws org.atled.core.error.FormatException if what is saved of the table is damaged
   */
  public static TableModel of(Path folder, SavedModel saved) {
    return saved
        .preparation()
        .map(json -> read(saved, json))
        .orElseThrow(() ->
            new StateException(
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
    return new TableModel(
        saved,
        Preparation.read(json.object("table"), saved.info()),
        Origin.read(json.object("origin")));
  }

  /**
   * What the model says of every row; a target column is not needed, and not looked at.
   *
   * @throws org.atled.core.error.FormatException naming line and column of a value that it cannot
   *     take
   */
  public Predictions predict(Table table) {
    Notes notes = new Notes();
    int width = preparation.width();
    float[] inputs = preparation.inputs(table, table.allRows(), notes);
    Predictor predictor = Predictor.of(saved);
    List<double[]> rows = new ArrayList<>();
    for (int from = 0; from < table.rows(); from += BATCH) {
      int count = Math.min(BATCH, table.rows() - from);
      float[] some = Arrays.copyOfRange(inputs, from * width, (from + count) * width);
      Tensor outputs =
          predictor.predict(Tensor.wrap(new Storage.Float32(some), Shape.of(count, width)));
      float[] values = outputs.toFloats();
      int each = values.length / count;
      for (int i = 0; i < count; i++) {
        rows.add(meaning(Arrays.copyOfRange(values, i * each, (i + 1) * each)));
      }
    }
    return new Predictions(rows, saved.objective().named(), notes);
  }

  /** Probabilities as they are, with the digits of a float; numbers in the target's unit. */
  private double[] meaning(float[] outputs) {
    double[] row = new double[outputs.length];
    for (int i = 0; i < row.length; i++) {
      row[i] =
          switch (preparation.target()) {
            case Target.Numbers numbers -> numbers.undone(outputs[i]);
            case Target.Classes classes -> Double.parseDouble(Float.toString(outputs[i]));
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
    return problem(table).split(origin.seed()).test();
  }

  /** The question that the model answers, put to a table. */
  private Problem problem(Table table) {
    Column target = preparation.targetIn(table);
    Kind kind = preparation.classifies() ? Kind.CLASSIFICATION : Kind.REGRESSION;
    return new Problem(table, target, List.of(), kind, "as it was trained");
  }

  /** The rows of a table that have a target. */
  public int[] rows(Table table) {
    return problem(table).rows();
  }
}
