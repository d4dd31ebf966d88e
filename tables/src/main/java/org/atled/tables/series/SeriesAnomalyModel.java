package org.atled.tables.series;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.atled.core.autograd.Autograd;
import org.atled.core.error.ArgumentException;
import org.atled.core.error.AtledException;
import org.atled.core.error.StateException;
import org.atled.core.shape.Shape;
import org.atled.core.tensor.Tensor;
import org.atled.formats.json.JsonObject;
import org.atled.formats.json.JsonPlace;
import org.atled.nn.Layer;
import org.atled.tables.AnomalyModel;
import org.atled.tables.AnomalyThreshold;
import org.atled.tables.Table;
import org.atled.train.Run;
import org.atled.train.SavedModel;

/**
 * How unlike the steps of a time series are to those that a network learned, an autoencoder that
 * gives {@linkplain AnomalyWindows windows} back through few numbers: what it did not learn it
 * gives back badly, as {@link AnomalyModel} has it of rows.
 *
 * <p>The score of a step is √(mean of e²) over all windows that hold it, where e is by how much the
 * step is missed in a window, in deviations of values from the means of windows.
 */
public final class SeriesAnomalyModel {
  private static final int BATCH = 1024;

  private final Layer network;
  private final AnomalyWindows windows;
  private final AnomalyThreshold threshold;

  /**
   * What is said of a step.
   *
   * @param score in deviations, at least 0
   * @param isBeyond whether it is above the threshold
   */
  public record Score(double score, boolean isBeyond) {}

  private SeriesAnomalyModel(Layer network, AnomalyWindows windows, AnomalyThreshold threshold) {
    this.network = network;
    this.windows = windows;
    this.threshold = threshold;
  }

  /**
   * Of a network that was trained.
   *
   * @param known how many steps of the series it learned from
   * @param share of these that is to lie within the threshold, above 0 and at most 1
   */
  public static SeriesAnomalyModel of(
      Layer network, AnomalyWindows windows, TimeSeries series, int known, double share) {
    double[] scores = numbers(network, windows, Arrays.copyOf(series.values(), known));
    return new SeriesAnomalyModel(network, windows, AnomalyThreshold.of(scores, share));
  }

  /** Whether a saved model is one. */
  public static boolean isMeant(SavedModel saved) {
    return AnomalyModel.isMeant(saved)
        && saved.preparation().filter(json -> json.has("windows")).isPresent();
  }

  /** Saves it with the run that trained its network; see {@link SavedModel#save}. */
  public void save(Path folder, Run run) {
    JsonObject json =
        threshold
            .writeTo(JsonObject.builder().put("type", AnomalyModel.TYPE))
            .put("windows", windows.json())
            .build();
    SavedModel.save(folder, run, json);
  }

  /**
   * Loads one.
   *
   * @throws StateException if the model in the folder does something else
   */
  public static SeriesAnomalyModel load(Path folder) {
    return of(folder, SavedModel.load(folder));
  }

  /**
   * The same of a model that is loaded.
   *
   * @param folder where from
   */
  public static SeriesAnomalyModel of(Path folder, SavedModel saved) {
    if (!isMeant(saved)) {
      throw new StateException(
          "The model in %s does not score the steps of a series; one that does is made by: atled train FILE.csv --target COLUMN --model autoencoder."
              .formatted(folder));
    }
    JsonPlace json = saved.preparation().orElseThrow();
    AnomalyWindows windows = AnomalyWindows.read(json.get("windows"));
    if (!Shape.of(windows.steps()).equals(saved.info().input())) {
      throw json.get("windows").error("does not go with the network; it is damaged.");
    }
    return new SeriesAnomalyModel(saved.model(), windows, AnomalyThreshold.read(json));
  }

  /** How windows are made of a series. */
  public AnomalyWindows windows() {
    return windows;
  }

  /** The score that a share of the steps it learned from does not pass. */
  public AnomalyThreshold threshold() {
    return threshold;
  }

  /** The column of a table whose steps the model scores, with its times. */
  public TimeSeries series(Table table) {
    return TimeSeries.of(table, windows.target(), windows.time(), windows.order());
  }

  /**
   * Scores all steps of a series.
   *
   * @throws ArgumentException if it is shorter than one window
   */
  public List<Score> scores(TimeSeries series) {
    List<Score> scores = new ArrayList<>();
    for (double score : numbers(network, windows, series.values())) {
      scores.add(new Score(score, threshold.isPassedBy(score)));
    }
    return scores;
  }

  private static double[] numbers(Layer network, AnomalyWindows windows, double[] values) {
    int steps = windows.steps();
    int count = windows.count(values.length);
    if (count < 1) {
      throw new ArgumentException(
          "There are %d values of %s, but the model sees windows of %d; give more rows."
              .formatted(values.length, windows.target(), steps));
    }
    double[] squares = new double[values.length];
    int[] seen = new int[values.length];
    for (int from = 0; from < count; from += BATCH) {
      int size = Math.min(BATCH, count - from);
      float[] some = windows.inputs(values, from, size);
      Tensor x = Tensor.of(some, Shape.of(size, steps));
      float[] back = Autograd.noGrad(() -> network.apply(x)).toFloats();
      for (int w = 0; w < size; w++) {
        for (int i = 0; i < steps; i++) {
          double off = (double) back[w * steps + i] - some[w * steps + i];
          squares[from + w + i] += off * off;
          seen[from + w + i]++;
        }
      }
    }
    double[] scores = new double[values.length];
    for (int t = 0; t < scores.length; t++) {
      scores[t] = Math.sqrt(squares[t] / seen[t]);
      if (!Double.isFinite(scores[t])) {
        throw new AtledException(
            "The model gives step %d the score %s; its weights, or the values, are too large."
                .formatted(t, scores[t]));
      }
    }
    return scores;
  }
}
