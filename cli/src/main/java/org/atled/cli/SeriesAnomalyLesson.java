package org.atled.cli;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.atled.core.error.ArgumentException;
import org.atled.data.Split;
import org.atled.formats.json.JsonObject;
import org.atled.generative.Blueprint;
import org.atled.nn.file.ModelFolder;
import org.atled.plot.Chart;
import org.atled.plot.Figure;
import org.atled.plot.Panels;
import org.atled.tables.CsvFormat;
import org.atled.tables.Preparation;
import org.atled.tables.series.AnomalyWindows;
import org.atled.tables.series.SeriesAnomalyModel;
import org.atled.tables.series.TimeSeries;
import org.atled.train.EpochReport;
import org.atled.train.Metric;
import org.atled.train.Objective;
import org.atled.train.Run;

/**
 * Windows over a time series that a network learns to give back, so that it can tell steps that are
 * unlike those: the last fifth is measured on.
 *
 * @param known how many steps are learned from
 */
record SeriesAnomalyLesson(
    TimeSeries series, String name, AnomalyWindows windows, int known, Split split)
    implements Lesson {
  private static final int PARTS = 5;

  /** Neighbours tell much of each other, so that few numbers hold a window. */
  private static final int VALUES_FOR_EACH_NUMBER = 4;

  private static final int MOST_SHOWN = 2_000;

  /**
   * Of a series.
   *
   * @param season how many steps a season has, if the user says so
   * @param steps how many values a window has, if the user says so
   */
  static SeriesAnomalyLesson of(
      TimeSeries series, String name, CsvFormat format, OptionalInt season, OptionalInt steps) {
    int known = series.length() - series.length() / PARTS;
    AnomalyWindows windows = AnomalyWindows.of(series, known, season, steps, format);
    return new SeriesAnomalyLesson(
        series,
        name,
        windows,
        known,
        new Split(
            windows.examples(name, series, 0, known),
            windows.examples(name, series, known, series.length())));
  }

  /**
   * The network of an autoencoder's name; where it says nothing of the code, that is a quarter as
   * many numbers as a window has values, but 32 at most.
   *
   * @param saysCode whether it does
   * @throws ArgumentException if it is of another kind, or lets all of a window through
   */
  Bottleneck network(Blueprint.Auto auto, boolean saysCode) {
    return AnomalyLesson.network(
        auto,
        saysCode,
        windows.steps(),
        Math.ceilDiv(windows.steps(), VALUES_FOR_EACH_NUMBER),
        "a time series",
        "a window");
  }

  @Override
  public Recipe usual() {
    return Recipe.ofSeries(split.train().size());
  }

  @Override
  public Split load(Progress progress) {
    progress.say(SeriesLesson.summary(series));
    progress.say(
        "windows: %s of %d steps to learn from, each less its mean; the last %s steps, from %s on, to measure on"
            .formatted(
                Text.grouped(split.train().size()),
                windows.steps(),
                Text.grouped(series.length() - known),
                series.clock().stamps().get(known)));
    return split;
  }

  /** Of as many numbers as a window has none is worth a column of its own. */
  @Override
  public List<Metric> metrics(Objective objective) {
    return List.of();
  }

  private SeriesAnomalyModel model(Run run) {
    return SeriesAnomalyModel.of(run.model(), windows, series, known, AnomalyScores.SHARE);
  }

  @Override
  public void save(OutFolder folder, Run run) {
    SeriesAnomalyModel model = model(run);
    folder.save(path -> model.save(path, run));
    figure(model).save(folder.path().resolve(ModelFolder.FIGURES), "anomalies");
  }

  /** The last steps, with those beyond the threshold, above their scores. */
  private Figure figure(SeriesAnomalyModel model) {
    int from = Math.max(0, series.length() - MOST_SHOWN);
    double[] steps = IntStream.range(from, series.length()).asDoubleStream().toArray();
    List<SeriesAnomalyModel.Score> scores = model.scores(series);
    double[] values = series.values();
    int[] beyond =
        IntStream.range(from, series.length()).filter(t -> scores.get(t).isBeyond()).toArray();
    String axis = series.clock().column().orElse("row");
    Chart above =
        Chart.of(series.name() + ", and what is unlike the rest", axis, series.name())
            .line(series.name(), steps, Arrays.copyOfRange(values, from, values.length));
    Chart below =
        Chart.of("Scores", axis, "deviations")
            .line(
                "score",
                steps,
                IntStream.range(from, series.length())
                    .mapToDouble(t -> scores.get(t).score())
                    .toArray())
            .horizontal("threshold", model.threshold().value());
    if (beyond.length > 0) {
      double[] at = Arrays.stream(beyond).asDoubleStream().toArray();
      above =
          above.points("beyond", at, Arrays.stream(beyond).mapToDouble(t -> values[t]).toArray());
      below =
          below.points(
              "beyond",
              at,
              Arrays.stream(beyond).mapToDouble(t -> scores.get(t).score()).toArray());
    }
    if (from < known) {
      above = above.vertical("learned until here", known - 0.5);
      below = below.vertical("learned until here", known - 0.5);
    }
    return Panels.of(
        "How unlike the rest the steps of %s are".formatted(series.name()),
        1,
        TimeTicks.on(above, series.clock(), from, series.length()).figure(),
        TimeTicks.on(below, series.clock(), from, series.length()).figure());
  }

  /** Those of the steps that were kept from it. */
  private AnomalyScores kept(SeriesAnomalyModel model) {
    List<SeriesAnomalyModel.Score> scores = model.scores(series);
    return AnomalyScores.ofSteps(model, scores.subList(known, scores.size()));
  }

  @Override
  public String next() {
    return "predict";
  }

  @Override
  public List<String> results(Run run, Path folder) {
    return List.of(
        kept(model(run)).result(),
        folder.resolve(ModelFolder.FIGURES).resolve("anomalies.svg") + " shows them");
  }

  @Override
  public void describe(JsonObject.Builder json, Run run) {
    kept(model(run)).describe(json);
  }

  @Override
  public Optional<Preparation> table() {
    return Optional.empty();
  }

  @Override
  public List<String> remarks(EpochReport.Measured measured) {
    return List.of();
  }

  @Override
  public void describe(JsonObject.Builder json, Optional<EpochReport.Measured> measured) {
    json.put("target", series.name())
        .put("task", "anomalies")
        .put("rows", series.length())
        .put("window", windows.steps())
        .put("train_examples", split.train().size())
        .put("test_examples", split.test().size());
  }
}
