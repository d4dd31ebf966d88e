package org.atled.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.atled.core.error.StateException;
import org.atled.core.random.Draws;
import org.atled.core.random.Seed;
import org.atled.formats.json.JsonPlace;
import org.atled.tables.AnomalyModel;
import org.atled.tables.series.SeriesAnomalyModel;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Steps of a series that are unlike the others, from a file to scores. */
class SeriesAnomaliesTest {
  private static final int HOURS = 600;
  private static final int DAY = 24;
  private static final int FAULT = 100;

  @TempDir private static Path folder;

  private static String usual;
  private static String model;
  private static String said;

  /**
   * Hours of a load that comes again each day, slowly growing.
   *
   * @param fault the hour at which it stays what it was on average, or −1
   */
  private static String load(String name, int from, int count, int fault) throws IOException {
    Draws draws = Seed.of(3).at(from).draws();
    List<String> lines = new ArrayList<>(List.of("hour,load"));
    for (int t = from; t < from + count; t++) {
      double angle = 2 * StrictMath.PI * t / DAY;
      double swing = 10 * StrictMath.sin(angle) + 4 * StrictMath.sin(2 * angle);
      double load = 50 + 0.01 * t + (t - from == fault ? 0 : swing) + 0.5 * draws.normal();
      lines.add(
          String.format(Locale.ROOT, "2024-03-%02dT%02d:00,%.2f", 1 + t / DAY, t % DAY, load));
    }
    return Files.write(folder.resolve(name), lines).toString();
  }

  @BeforeAll
  static void train() throws IOException {
    usual = load("usual.csv", 0, HOURS, -1);
    model = folder.resolve("model").toString();
    said =
        Atled.done("train", usual, "--target", "load", "--model", "autoencoder", "--out", model)
            .out();
  }

  @Test
  void aFaultOfAUsualSizeIsFound() throws IOException {
    // Its value is that of the mean, which the series takes four times a day.
    String newer = load("newer.csv", 480, 240, FAULT);
    JsonPlace json = Atled.run("predict", model, newer, "--json").json();
    double[] scores = json.doubles("scores");
    int most =
        IntStream.range(0, 240).reduce((a, b) -> scores[b] > scores[a] ? b : a).orElseThrow();

    assertThat(most).isEqualTo(FAULT);
    double threshold = json.doubleValue("threshold");
    assertThat(scores[FAULT]).isGreaterThan(2 * threshold);
    for (int t = 0; t < scores.length; t++) {
      assertThat(json.list("beyond").get(t).asBool()).isEqualTo(scores[t] > threshold);
    }
    assertThat(IntStream.range(0, 240).filter(t -> Math.abs(t - FAULT) > DAY))
        .filteredOn(t -> scores[t] > threshold)
        .hasSizeLessThan(24);
    Atled found = Atled.run("predict", model, newer);
    assertThat(found.out()).startsWith("hour,load,score,beyond");
    assertThat(found.out()).containsPattern("(?m)^2024-03-25T04:00,5\\d\\.\\d+,\\d\\.\\d+,yes$");
    assertThat(found.err())
        .containsPattern(
            "\\d+ of 240 steps are beyond 0\\.\\d+ deviations, within which are 99\\.00 % of those"
                + " that the model learned from");
  }

  @Test
  void windowsAreOfASeasonAndTheThresholdIsThatOfTheStepsItLearnedFrom() {
    assertThat(said)
        .contains("series: 600 steps of load by hour, 2024-03-01T00:00 to 2024-03-25T23:00")
        .contains(
            "windows: 457 of 24 steps to learn from, each less its mean; the last 120 steps, from"
                + " 2024-03-21T00:00 on, to measure on")
        .contains("autoencoder:6")
        .containsPattern(
            "threshold 0\\.\\d+ deviations: 99 % of the steps it learned from are given back within"
                + " it, and \\d+\\.\\d\\d % of those it did not");
    assertThat(Path.of(model).resolve("figures").resolve("anomalies.svg")).isRegularFile();
    JsonPlace json = Atled.run("predict", model, usual, "--json").json();
    assertThat(json.list("beyond").subList(0, 480)).filteredOn(JsonPlace::asBool).hasSize(4);
  }

  @Test
  void saysWhatDoesNotGo() throws IOException {
    String refused =
        "The model in %s scores how unlike rows are to those that it learned from, and finds nothing else of them; ask ./atled predict %s FILE.csv, or AnomalyModel."
            .formatted(model, model);
    Atled.run("eval", model).failed(1, refused);
    Atled.run("explain", model).failed(1, refused);
    Atled.run("calibrate", model).failed(1, refused);
    Atled.run("predict", model, usual, "--key", "hour")
        .failed(
            2,
            "Option '--key' is for rows of a table, but the model in %s scores the steps of a series, each with its time or number; leave it out."
                .formatted(model));
    Atled.run("predict", model, usual, "--key", "hour", "--arrays", "x")
        .failed(
            2,
            "Options '--key' and '--arrays' are for rows of a table, but the model in %s scores the steps of a series, each with its time or number; leave them out."
                .formatted(model));
    Atled.run("predict", model, usual, "--drift", "--passes", "3")
        .failed(
            2,
            "Options '--drift' and '--passes' go with models that find something, but the one in %s scores steps of a series; leave them out."
                .formatted(model));
    String[] windows = {"train", usual, "--target", "load", "--model", "autoencoder:6"};
    run(windows, "--horizon", "3")
        .failed(
            2,
            "Option '--horizon' goes with a forecast, but --model autoencoder:6 gives windows of"
                + " --target back and forecasts nothing; leave it out, or take a model such as"
                + " mlp:32.");
    run(windows, "--drop", "hour")
        .failed(
            2,
            "Option '--drop' says what is made of columns, but --model autoencoder:6 with --target"
                + " learns that column alone, as a time series; leave it out, or --target to learn"
                + " all of a row.");
    run(windows, "--lags", "6")
        .failed(
            2,
            "The model autoencoder:6 lets all of a window through, which has 6 numbers here, and"
                + " would give back any; take fewer, such as autoencoder:2.");
    run(windows, "--lags", "121")
        .failed(
            2,
            "load has 600 values, 480 to learn from and the last 120 to measure on, but 8 windows"
                + " of 121 values need 128 to learn from, and one 121 to measure on; give more"
                + " rows, or take smaller windows by --lags.");
    run(windows, "--lags", "1")
        .failed(
            2, "A window of 1 value is given back by its mean alone; take --lags of at least 2.");
    Atled.run("predict", model, load("short.csv", 0, 20, -1))
        .failed(
            2, "There are 20 values of load, but the model sees windows of 24; give more rows.");
    assertThatThrownBy(() -> AnomalyModel.load(Path.of(model)))
        .isInstanceOf(StateException.class)
        .hasMessage(
            "The model in %s scores the steps of a time series, not rows of a table; load it as a SeriesAnomalyModel."
                .formatted(model));
    String other = folder.resolve("other").toString();
    Atled.done(
        "train", usual, "--target", "load", "--horizon", "4", "--epochs", "1", "--out", other);
    assertThatThrownBy(() -> SeriesAnomalyModel.load(Path.of(other)))
        .isInstanceOf(StateException.class)
        .hasMessage(
            "The model in %s does not score the steps of a series; one that does is made by: atled train FILE.csv --target COLUMN --model autoencoder."
                .formatted(other));
  }

  private static Atled run(String[] command, String... more) {
    List<String> all = new ArrayList<>(List.of(command));
    all.addAll(List.of(more));
    all.addAll(List.of("--out", folder.resolve("none").toString()));
    return Atled.run(all.toArray(String[]::new));
  }

  @Test
  void aRunCanGoOnAndItsLearningCurvesAreDrawn() {
    String out = folder.resolve("again").toString();
    Atled.done(
        "train",
        usual,
        "--target",
        "load",
        "--model",
        "autoencoder:4",
        "--lags",
        "12",
        "--epochs",
        "1",
        "--out",
        out);
    assertThat(Atled.done("train", "--resume", out, "--epochs", "2").out())
        .contains("threshold", "autoencoder:4");
    assertThat(Atled.done("plot", out, "--out", folder.toString()).out())
        .contains("learning-curves.svg")
        .doesNotContain("without data");
  }
}
