package org.atled.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.atled.core.error.ArgumentException;
import org.atled.data.Split;
import org.atled.formats.json.JsonObject;
import org.atled.nn.Layer;
import org.atled.nn.file.ModelFolder;
import org.atled.plot.Chart;
import org.atled.plot.Figure;
import org.atled.tables.CsvFile;
import org.atled.tables.CsvFormat;
import org.atled.tables.DatePart;
import org.atled.tables.series.ForecastModel;
import org.atled.tables.series.ForecastPreparation;
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
record SeriesLesson(
    TimeSeries series, String name, ForecastPreparation preparation, int known, Split split)
    implements Lesson {
  /** The file in a model's folder that its forecast is in. */
  static final String FORECAST = "forecast.csv";

  /** Horizons before the forecast that a figure shows. */
  private static final int SHOWN = 4;

  /**
   * Of a series.
   *
   * @param sequential whether the network is a recurrence over the values before
   */
  static SeriesLesson of(
      TimeSeries series,
      String name,
      CsvFormat format,
      int horizon,
      OptionalInt season,
      OptionalInt lags,
      List<DatePart> calendar,
      boolean sequential) {
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
    ForecastPreparation preparation =
        ForecastPreparation.of(series, windows, calendar, sequential, format);
    Split split =
        new Split(
            preparation.examples(name, series, windows.before(), known - horizon),
            preparation.examples(name, series, known, known));
    return new SeriesLesson(series, name, preparation, known, split);
  }

  /** How long a series is, and when. */
  static String summary(TimeSeries series) {
    List<String> stamps = series.clock().stamps();
    return "series: %s steps of %s%s"
        .formatted(
            Text.grouped(series.length()),
            series.name(),
            series
                .clock()
                .column()
                .map(t -> " by %s, %s to %s".formatted(t, stamps.getFirst(), stamps.getLast()))
                .orElse(", in the order of the rows"));
  }

  private Windows windows() {
    return preparation.windows();
  }

  @Override
  public Recipe usual() {
    return Recipe.ofSeries(split.train().size());
  }

  @Override
  public Split load(Progress progress) {
    List<String> stamps = series.clock().stamps();
    progress.say(summary(series));
    progress.say(
        windows().season().isPresent()
            ? "season: %d steps".formatted(windows().season().getAsInt())
            : "season: none stands out");
    progress.say(
        "inputs: %s lags%s; learned is what differs from %s"
            .formatted(
                windows().lags(),
                windows().logarithmic() ? " of the logarithm, as swings grow with the level" : "",
                windows().seasonal() ? "one season before" : "the last value"));
    if (!preparation.calendar().isEmpty()) {
      progress.say(
          "calendar: %s of the last step that is seen"
              .formatted(
                  preparation.calendar().stream()
                      .map(DatePart::toString)
                      .collect(Collectors.joining(", "))));
    }
    progress.say(
        "windows: %s to learn from; the last %d steps, from %s on, to measure on"
            .formatted(Text.grouped(split.train().size()), windows().horizon(), stamps.get(known)));
    return split;
  }

  /** One window says nothing of how numbers spread. */
  @Override
  public List<Metric> metrics(Objective objective) {
    return List.of();
  }

  /** Of the steps after so many known ones. */
  private double[] forecast(Layer model, int end) {
    return ForecastModel.forecast(model, preparation, series, end, end);
  }

  private double[] plain(OptionalInt season) {
    return Windows.plain(series.values(), known, windows().horizon(), season);
  }

  private ForecastExam exam(Run run) {
    return ForecastExam.of(series, windows(), forecast(run.model(), known));
  }

  @Override
  public void save(OutFolder folder, Run run) {
    folder.save(path -> SavedModel.save(path, run, preparation.json()));
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
    lines.add(List.of(series.clock().column().orElse("step"), series.name(), "forecast"));
    double[] last = forecast(run.model(), known);
    for (int h = 0; h < last.length; h++) {
      double value = series.values()[known + h];
      lines.add(
          List.of(
              series.clock().stamps().get(known + h),
              ForecastAnswers.text(value),
              ForecastAnswers.text(last[h])));
    }
    double[] next = forecast(run.model(), series.length());
    List<String> stamps = series.clock().next(next.length);
    for (int h = 0; h < next.length; h++) {
      lines.add(List.of(stamps.get(h), "", ForecastAnswers.text(next[h])));
    }
    return lines;
  }

  private Figure figure(Run run) {
    int horizon = windows().horizon();
    int from = Math.max(0, known - SHOWN * horizon);
    double[] steps = IntStream.range(from, series.length()).asDoubleStream().toArray();
    double[] last = IntStream.range(known, series.length()).asDoubleStream().toArray();
    double[] next =
        IntStream.range(series.length(), series.length() + horizon).asDoubleStream().toArray();
    double[] values = series.values();
    Chart chart =
        Chart.of(
                series.name() + ": the last " + horizon + " steps and the next",
                series.clock().column().orElse("row"),
                series.name())
            .line(series.name(), steps, Arrays.copyOfRange(values, from, values.length))
            .line("forecast", last, forecast(run.model(), known));
    if (windows().season().isPresent()) {
      chart = chart.line("seasonal naive", last, plain(windows().season()));
    }
    return TimeTicks.on(chart, series.clock(), from, series.length() + horizon)
        .dashed("forecast", next, forecast(run.model(), series.length()))
        .vertical("learned until here", known - 0.5)
        .figure();
  }

  /** Without newer rows there is nothing to predict. */
  @Override
  public String next() {
    return "summary";
  }

  @Override
  public List<String> results(Run run, Path folder) {
    List<String> lines = new ArrayList<>();
    lines.add(exam(run).toString());
    lines.add(
        "%s has these steps and the next, %s shows them"
            .formatted(
                folder.resolve(FORECAST),
                folder.resolve(ModelFolder.FIGURES).resolve("forecast.svg")));
    return lines;
  }

  @Override
  public void describe(JsonObject.Builder json, Run run) {
    exam(run).describe(json);
  }

  @Override
  public void describe(JsonObject.Builder json, Optional<EpochReport.Measured> measured) {
    json.put("target", series.name())
        .put("task", "forecast")
        .put("rows", series.length())
        .put("horizon", windows().horizon())
        .put("lags", windows().lags())
        .put("season", windows().season().orElse(0))
        .put("train_examples", split.train().size())
        .put("test_examples", split.test().size());
  }
}
