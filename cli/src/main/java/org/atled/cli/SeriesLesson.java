package org.atled.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.atled.core.error.ArgumentException;
import org.atled.core.shape.Shape;
import org.atled.core.tensor.Tensor;
import org.atled.data.Split;
import org.atled.formats.json.Json;
import org.atled.formats.json.JsonNull;
import org.atled.formats.json.JsonNumber;
import org.atled.formats.json.JsonObject;
import org.atled.nn.Layer;
import org.atled.nn.Mode;
import org.atled.nn.file.ModelFolder;
import org.atled.plot.Chart;
import org.atled.plot.Figure;
import org.atled.tables.CsvFile;
import org.atled.tables.Preparation;
import org.atled.tables.series.ForecastErrors;
import org.atled.tables.series.Season;
import org.atled.tables.series.TimeSeries;
import org.atled.tables.series.Windows;
import org.atled.train.EpochReport;
import org.atled.train.Metric;
import org.atled.train.Objective;
import org.atled.train.Run;
import org.atled.train.SavedModel;

/**
 * A time series: all but the last values of a horizon are learned from, those are measured on.
 *
 * @param known how many values are learned from
 */
record SeriesLesson(TimeSeries series, String name, Windows windows, int known, Split split)
    implements Lesson {
  /** The file in a model's folder that its forecast is in. */
  static final String FORECAST = "forecast.csv";

  /** Horizons before the forecast that a figure shows. */
  private static final int SHOWN = 4;

  static SeriesLesson of(
      TimeSeries series, String name, int horizon, OptionalInt season, OptionalInt lags) {
    int known = series.length() - horizon;
    if (known < 1 || season.orElse(1) > known) {
      throw new ArgumentException(
          "%s has %d values, but a horizon of %d is measured on the last %d%s; take a smaller one."
              .formatted(
                  series.name(),
                  series.length(),
                  horizon,
                  horizon,
                  season.isPresent() ? ", and a season is " + season.getAsInt() : ""));
    }
    double[] past = Arrays.copyOf(series.values(), known);
    OptionalInt found = season.isPresent() ? season : Season.of(past);
    Windows windows = Windows.of(series.name(), past, horizon, found, lags);
    Split split =
        new Split(
            windows.examples(name, past, windows.before(), known - horizon),
            windows.examples(name, series.values(), known, known));
    return new SeriesLesson(series, name, windows, known, split);
  }

  /** Whether the model in a folder forecasts a series. */
  static boolean isForecast(Path folder) {
    return Files.isRegularFile(folder.resolve(FORECAST));
  }

  @Override
  public Recipe usual() {
    return Recipe.ofSeries(split.train().size());
  }

  @Override
  public Split load(Progress progress) {
    List<String> stamps = series.stamps();
    progress.say(
        "series: %s steps of %s%s"
            .formatted(
                Text.grouped(series.length()),
                series.name(),
                series
                    .time()
                    .map(t -> " by %s, %s to %s".formatted(t, stamps.getFirst(), stamps.getLast()))
                    .orElse(", in the order of the rows")));
    progress.say(
        windows.season().isPresent()
            ? "season: %d steps".formatted(windows.season().getAsInt())
            : "season: none stands out");
    progress.say(
        "inputs: %s lags%s; learned is what differs from %s"
            .formatted(
                windows.lags(),
                windows.logarithmic() ? " of the logarithm, as swings grow with the level" : "",
                windows.seasonal() ? "one season before" : "the last value"));
    progress.say(
        "windows: %s to learn from; the last %d steps, from %s on, to measure on"
            .formatted(Text.grouped(split.train().size()), windows.horizon(), stamps.get(known)));
    return split;
  }

  /** One window says nothing of how numbers spread. */
  @Override
  public List<Metric> metrics(Objective objective) {
    return List.of();
  }

  /** Of the steps after so many known ones. */
  private double[] forecast(Layer model, int end) {
    double[] input = windows.input(series.values(), end);
    float[] x = new float[input.length];
    for (int i = 0; i < x.length; i++) {
      x[i] = (float) input[i];
    }
    Tensor output = model.apply(Tensor.of(x, Shape.of(1, x.length)), Mode.evaluation());
    return windows.forecast(output.toDoubles(), series.values(), end);
  }

  private double[] plain(OptionalInt season) {
    return Windows.plain(series.values(), known, windows.horizon(), season);
  }

  private ForecastErrors errors(double[] forecast) {
    double[] values = series.values();
    return ForecastErrors.of(forecast, Arrays.copyOfRange(values, known, values.length));
  }

  @Override
  public void save(OutFolder folder, Run run) {
    folder.save(path -> SavedModel.save(path, run));
    Path csv = folder.path().resolve(FORECAST);
    try {
      Files.writeString(csv, CsvFile.text(lines(run)));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write " + csv + ": " + e.getMessage(), e);
    }
    figure(run).save(folder.path().resolve(ModelFolder.FIGURES), "forecast");
  }

  /** What was forecast of the last steps, and what is of those that come. */
  private List<List<String>> lines(Run run) {
    List<List<String>> lines = new ArrayList<>();
    lines.add(List.of(series.time().orElse("step"), series.name(), "forecast"));
    double[] last = forecast(run.model(), known);
    for (int h = 0; h < last.length; h++) {
      double value = series.values()[known + h];
      lines.add(List.of(series.stamps().get(known + h), number(value), number(last[h])));
    }
    double[] next = forecast(run.model(), series.length());
    for (int h = 0; h < next.length; h++) {
      lines.add(List.of("+" + (h + 1), "", number(next[h])));
    }
    return lines;
  }

  private Figure figure(Run run) {
    int horizon = windows.horizon();
    int from = Math.max(0, known - SHOWN * horizon);
    double[] steps = IntStream.range(from, series.length()).asDoubleStream().toArray();
    double[] last = IntStream.range(known, series.length()).asDoubleStream().toArray();
    double[] next =
        IntStream.range(series.length(), series.length() + horizon).asDoubleStream().toArray();
    double[] values = series.values();
    Chart chart =
        Chart.of(
                series.name() + ": the last " + horizon + " steps and the next",
                "step",
                series.name())
            .line(series.name(), steps, Arrays.copyOfRange(values, from, values.length))
            .line("forecast", last, forecast(run.model(), known));
    if (windows.season().isPresent()) {
      chart = chart.line("seasonal naive", last, plain(windows.season()));
    }
    return chart
        .dashed("forecast", next, forecast(run.model(), series.length()))
        .vertical("learned until here", known - 0.5)
        .figure();
  }

  /** A model of windows cannot be measured on a table. */
  @Override
  public String next() {
    return "summary";
  }

  @Override
  public List<String> results(Run run, Path folder) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "mean absolute error of the last %d steps: %s; last value again: %s%s"
            .formatted(
                windows.horizon(),
                number(errors(forecast(run.model(), known)).mean()),
                number(errors(plain(OptionalInt.empty())).mean()),
                windows.season().isPresent()
                    ? "; one season before: " + number(errors(plain(windows.season())).mean())
                    : ""));
    lines.add(
        "%s has these steps and the next, %s shows them"
            .formatted(
                folder.resolve(FORECAST),
                folder.resolve(ModelFolder.FIGURES).resolve("forecast.svg")));
    return lines;
  }

  @Override
  public void describe(JsonObject.Builder json, Run run) {
    ForecastErrors found = errors(forecast(run.model(), known));
    ForecastErrors naive = errors(plain(OptionalInt.empty()));
    Optional<ForecastErrors> seasonal =
        windows.season().isPresent()
            ? Optional.of(errors(plain(windows.season())))
            : Optional.empty();
    json.put("mae", found.mean())
        .put("rmse", found.rms())
        .put("naive_mae", naive.mean())
        .put("naive_rmse", naive.rms())
        .put("seasonal_naive_mae", orNull(seasonal.map(ForecastErrors::mean)))
        .put("seasonal_naive_rmse", orNull(seasonal.map(ForecastErrors::rms)));
  }

  private static Json orNull(Optional<Double> number) {
    return number.<Json>map(JsonNumber::orNull).orElseGet(JsonNull::new);
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
        .put("task", "forecast")
        .put("rows", series.length())
        .put("horizon", windows.horizon())
        .put("lags", windows.lags())
        .put("season", windows.season().orElse(0))
        .put("train_examples", split.train().size())
        .put("test_examples", split.test().size());
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.4g", value);
  }
}
