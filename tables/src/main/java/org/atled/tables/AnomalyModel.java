package org.atled.tables;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.atled.core.autograd.Autograd;
import org.atled.core.error.AtledException;
import org.atled.core.error.StateException;
import org.atled.core.shape.Shape;
import org.atled.core.spi.Storage;
import org.atled.core.tensor.Tensor;
import org.atled.formats.json.JsonObject;
import org.atled.formats.json.JsonPlace;
import org.atled.nn.Layer;
import org.atled.train.Run;
import org.atled.train.SavedModel;

/**
 * How unlike rows are to those that a network learned to give back through few numbers, an
 * autoencoder: what it did not learn it gives back badly. Hawkins, He, Williams and Baxter 2002.
 *
 * <p>The score of a row x that becomes x̂ is √(Σ_c e_c² / columns), where e_c² is the sum of (x̂ −
 * x)² over the numbers of a column c: for a number by how many of its standard deviations it is
 * missed, for a category √2 where another one is given back with certainty. So it is in deviations
 * of a column, and the column of the greatest e_c says most of it.
 */
public final class AnomalyModel {
  /** What a saved model's preparation is called that scores rows, or the steps of a series. */
  public static final String TYPE = "anomalies";

  private static final int BATCH = 1024;

  private final Layer network;
  private final Preparation preparation;
  private final Origin origin;
  private final AnomalyThreshold threshold;

  /**
   * What is said of a row.
   *
   * @param score in deviations of a column, at least 0
   * @param column that says most of it
   * @param part of that column, e_c
   * @param isBeyond whether the score is above the threshold
   */
  public record Score(double score, String column, double part, boolean isBeyond) {}

  private AnomalyModel(
      Layer network, Preparation preparation, Origin origin, AnomalyThreshold threshold) {
    this.network = network;
    this.preparation = preparation;
    this.origin = origin;
    this.threshold = threshold;
  }

  /**
   * Of a network that was trained.
   *
   * @param rows of the table that it learned from
   * @param share of these that is to lie within the threshold, above 0 and at most 1
   */
  public static AnomalyModel of(
      Layer network,
      Preparation preparation,
      Origin origin,
      Table table,
      int[] rows,
      double share) {
    AnomalyThreshold none = new AnomalyThreshold(Double.POSITIVE_INFINITY, 1);
    double[] scores =
        new AnomalyModel(network, preparation, origin, none)
            .scores(table, rows, new Notes()).stream().mapToDouble(Score::score).toArray();
    return new AnomalyModel(network, preparation, origin, AnomalyThreshold.of(scores, share));
  }

  /** Whether a saved model scores rows of a table, or the steps of a series, and nothing else. */
  public static boolean isMeant(SavedModel saved) {
    return saved
        .preparation()
        .filter(json -> json.has("type") && json.string("type").equals(TYPE))
        .isPresent();
  }

  /** Saves it with the run that trained its network; see {@link SavedModel#save}. */
  public void save(Path folder, Run run) {
    JsonObject json =
        threshold
            .writeTo(JsonObject.builder().put("type", TYPE))
            .put("origin", origin.json())
            .put("table", preparation.json())
            .build();
    SavedModel.save(folder, run, json);
  }

  /**
   * Loads one.
   *
   * @throws StateException if the model in the folder does something else
   */
  public static AnomalyModel load(Path folder) {
    return of(folder, SavedModel.load(folder));
  }

  /**
   * The same of a model that is loaded.
   *
   * @param folder where from
   */
  public static AnomalyModel of(Path folder, SavedModel saved) {
    if (!isMeant(saved)) {
      throw new StateException(
          "The model in %s does not score rows; one that does is made by: atled train FILE.csv --model autoencoder."
              .formatted(folder));
    }
    JsonPlace json = saved.preparation().orElseThrow();
    if (!json.has("table")) {
      throw new StateException(
          "The model in %s scores the steps of a time series, not rows of a table; load it as a SeriesAnomalyModel."
              .formatted(folder));
    }
    return new AnomalyModel(
        saved.model(),
        Preparation.read(json.object("table"), saved.info()),
        Origin.read(json.object("origin")),
        AnomalyThreshold.read(json));
  }

  /** How rows become numbers. */
  public Preparation preparation() {
    return preparation;
  }

  /** What it was trained on. */
  public Origin origin() {
    return origin;
  }

  /** The score that a share of the rows it learned from does not pass. */
  public AnomalyThreshold threshold() {
    return threshold;
  }

  /**
   * Scores all rows of a table.
   *
   * @param notes of what was filled or unknown
   * @throws org.atled.core.error.FormatException naming line and column of a value that it cannot
   *     take
   */
  public List<Score> scores(Table table, Notes notes) {
    List<Score> scores = new ArrayList<>();
    preparation.eachBlock(table, notes, (inputs, count) -> score(inputs, count, scores));
    return scores;
  }

  /** Scores some rows of a table, in the order in which they are named. */
  public List<Score> scores(Table table, int[] rows, Notes notes) {
    List<Score> scores = new ArrayList<>();
    score(preparation.inputs(table, rows, notes), rows.length, scores);
    return scores;
  }

  private void score(float[] inputs, int count, List<Score> into) {
    int width = preparation.width();
    for (int from = 0; from < count; from += BATCH) {
      int size = Math.min(BATCH, count - from);
      float[] some = Arrays.copyOfRange(inputs, from * width, (from + size) * width);
      Tensor x = Tensor.wrap(new Storage.Float32(some), Shape.of(size, width));
      float[] back = Autograd.noGrad(() -> network.apply(x)).toFloats();
      for (int i = 0; i < size; i++) {
        into.add(score(some, back, i * width));
      }
    }
  }

  private Score score(float[] x, float[] back, int from) {
    double sum = 0;
    double most = -1;
    String column = "";
    int at = from;
    for (Input input : preparation.inputs()) {
      double squares = 0;
      for (int k = 0; k < input.width(); k++, at++) {
        double off = (double) back[at] - x[at];
        squares += off * off;
      }
      sum += squares;
      if (squares > most) {
        most = squares;
        column = input.name();
      }
    }
    double score = Math.sqrt(sum / preparation.inputs().size());
    if (!Double.isFinite(score)) {
      throw new AtledException(
          "The model gives a row the score %s; its weights, or the row's values, are too large."
              .formatted(score));
    }
    return new Score(score, column, Math.sqrt(most), threshold.isPassedBy(score));
  }
}
