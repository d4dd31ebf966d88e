package org.atled.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.atled.core.random.Draws;
import org.atled.core.random.Seed;
import org.atled.formats.json.JsonPlace;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AnomaliesTest {
  private static final int ROWS = 600;

  @TempDir private static Path folder;

  private static String usual;
  private static String mixed;
  private static String model;
  private static String said;

  /** Size, weight and price go together, and so does the kind; no value is unusual alone. */
  private static String row(Draws draws, double size, double weight) {
    return String.format(
        Locale.ROOT,
        "%.3f,%.3f,%.3f,%s\n",
        size,
        weight,
        3 * size + 0.1 * draws.normal(),
        size < 0 ? "small" : "large");
  }

  @BeforeAll
  static void train() throws IOException {
    Draws draws = Seed.of(2).draws();
    StringBuilder rows = new StringBuilder("size,weight,price,kind\n");
    for (int i = 0; i < ROWS; i++) {
      double size = draws.normal();
      rows.append(row(draws, size, -size + 0.1 * draws.normal()));
    }
    usual = Files.writeString(folder.resolve("usual.csv"), rows).toString();
    StringBuilder others = new StringBuilder("size,weight,price,kind\n");
    for (int i = 0; i < 100; i++) {
      double size = draws.normal();
      double weight = i == 20 || i == 60 ? 1.5 : -size + 0.1 * draws.normal();
      others.append(row(draws, i == 20 || i == 60 ? 1.5 : size, weight));
    }
    mixed = Files.writeString(folder.resolve("mixed.csv"), others).toString();
    model = folder.resolve("model").toString();
    said =
        Atled.done("train", usual, "--model", "autoencoder", "--epochs", "30", "--out", model)
            .out();
  }

  @Test
  void rowsThatWerePlantedComeFirst() {
    JsonPlace json = Atled.run("predict", model, mixed, "--json").json();
    double[] scores = json.doubles("scores");
    List<Integer> order =
        IntStream.range(0, 100)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> -scores[i]))
            .toList();

    assertThat(order.subList(0, 2)).containsExactlyInAnyOrder(20, 60);
    assertThat(json.strings("columns").get(20)).isEqualTo("weight");
    assertThat(json.list("beyond").get(20).asBool()).isTrue();
    long beyond = json.list("beyond").stream().filter(JsonPlace::asBool).count();
    assertThat(beyond).isBetween(2L, 8L);
    double threshold = json.doubleValue("threshold");
    for (int i = 0; i < scores.length; i++) {
      assertThat(json.list("beyond").get(i).asBool()).isEqualTo(scores[i] > threshold);
      double part = json.doubles("parts")[i];
      assertThat(part).isBetween(scores[i], scores[i] * Math.sqrt(4) + 1e-9); // of 4 columns
    }
  }

  @Test
  void theThresholdIsThatOfTheRowsItLearnedFrom() {
    assertThat(said)
        .contains("no target: a row's own 5 numbers, of 4 columns, are to be given back")
        .contains("autoencoder:3")
        .containsPattern(
            "threshold 0\\.\\d+ deviations: 99 % of the rows it learned from are given back within"
                + " it, and \\d+\\.\\d\\d % of those it did not");
    JsonPlace json = Atled.run("predict", model, usual, "--json").json();
    long beyond = json.list("beyond").stream().filter(JsonPlace::asBool).count();
    assertThat((double) beyond / ROWS).isCloseTo(0.01, within(0.01));
  }

  @Test
  void aLineSaysWhatIsUnusual() {
    Atled found = Atled.run("predict", model, mixed, "--key", "kind");
    assertThat(found.out())
        .startsWith("line,kind,score,beyond,column,part")
        .containsPattern("(?m)^22,large,\\d\\.\\d+,yes,weight,\\d\\.\\d+$");
    assertThat(found.err())
        .containsPattern(
            "\\d of 100 rows are beyond 0\\.\\d+ deviations, within which are 99\\.00 % of those"
                + " that the model learned from");
  }

  @Test
  void saysWhatDoesNotGo() {
    Atled.run("train", usual, "--model", "autoencoder:5", "--out", folder + "/none")
        .failed(
            2,
            "The model autoencoder:5 lets all of a row through, which has 5 numbers here, and would"
                + " give back any; take fewer, such as autoencoder:3.");
    Atled.run("train", usual, "--model", "autoencoder:32", "--out", folder + "/none")
        .failed(
            2,
            "The model autoencoder:32 lets all of a row through, which has 5 numbers here, and"
                + " would give back any; take fewer, such as autoencoder:3.");
    Atled.run("train", usual, "--model", "autoencoder:2,noise=0.3", "--out", folder + "/none")
        .failed(
            2,
            "The model autoencoder:2,noise=0.3 is of images; of a table take autoencoder:2, with"
                + " --input-noise for noise.");
    Atled.run("train", usual, "--model", "autoencoder", "--target", "kind")
        .failed(
            2,
            "With --model autoencoder '--target' names a time series, whose windows are learned,"
                + " but column \"kind\" has no numbers; leave it out to learn all of a row, and"
                + " columns with --drop.");
    String refused =
        "The model in %s scores how unlike rows are to those that it learned from, and finds nothing else of them; ask ./atled predict %s FILE.csv, or AnomalyModel."
            .formatted(model, model);
    Atled.run("eval", model).failed(1, refused);
    Atled.run("explain", model).failed(1, refused);
    Atled.run("calibrate", model).failed(1, refused);
    Atled.run("predict", model, mixed, "--sets", "0.9")
        .failed(
            2,
            "Option '--sets' goes with models that find something, but the one in %s scores rows; leave it out."
                .formatted(model));
  }

  @Test
  void itsLearningCurvesAreDrawn() {
    assertThat(Atled.done("plot", model, "--out", folder.toString()).out())
        .contains("learning-curves.svg")
        .doesNotContain("without data");
  }

  @Test
  void aRunCanGoOn() {
    String out = folder.resolve("again").toString();
    Atled.done("train", usual, "--model", "autoencoder:2", "--epochs", "1", "--out", out);
    assertThat(Atled.done("train", "--resume", out, "--epochs", "2").out())
        .contains("threshold", "autoencoder:2");
  }
}
