package org.atled.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.atled.core.random.Draws;
import org.atled.core.random.Seed;
import org.atled.formats.json.JsonPlace;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CalibrateTest {
  private static final int ROWS = 1_000;

  @TempDir private static Path shared;

  private static String table;
  private static String fruits;
  private static String prices;

  @TempDir private Path folder;

  @BeforeAll
  static void train() throws IOException {
    Draws draws = Seed.of(5).draws();
    StringBuilder csv = new StringBuilder("size,weight,price,fruit\n");
    for (int i = 0; i < ROWS; i++) {
      double size = draws.uniform(1, 9);
      double weight = size + 2 * draws.normal();
      String fruit = weight < 3 ? "plum" : weight < 6 ? "apple" : "melon";
      csv.append(
          String.format(
              Locale.ROOT,
              "%.2f,%.2f,%.2f,%s\n",
              size,
              draws.normal(),
              StrictMath.exp(0.3 * size + 0.2 * draws.normal()),
              fruit));
    }
    table = Files.writeString(shared.resolve("fruits.csv"), csv).toString();
    fruits = shared.resolve("fruits").toString();
    prices = shared.resolve("prices").toString();
    Atled.done(
        "train",
        table,
        "--target",
        "fruit",
        "--drop",
        "price",
        "--epochs",
        "60",
        "--model",
        "mlp:64,64",
        "--dropout",
        "0.2",
        "--out",
        fruits);
    Atled.done(
        "train",
        table,
        "--target",
        "price",
        "--drop",
        "fruit",
        "--log-target",
        "--epochs",
        "20",
        "--model",
        "mlp:32",
        "--out",
        prices);
    Atled.done("calibrate", prices, "--out", shared.toString());
  }

  @Test
  void aClassificationIsMeasuredBeforeAndAfter() {
    Atled found = Atled.run("calibrate", fruits, "--out", folder.toString(), "--json");
    JsonPlace json = found.json();

    assertThat(json.intValue("calibrated_on")).isEqualTo(100);
    assertThat(json.intValue("measured_on")).isEqualTo(100);
    assertThat(json.doubleValue("temperature")).isGreaterThan(0);
    assertThat(json.object("after").doubleValue("accuracy"))
        .isEqualTo(json.object("before").doubleValue("accuracy"));
    assertThat(json.list("coverage").getFirst().doubleValue("asked")).isEqualTo(0.8);
    assertThat(json.list("coverage").getFirst().object("likely").doubleValue("found"))
        .isBetween(0.65, 0.95);
    assertThat(folder.resolve("reliability.svg")).exists();
    assertThat(found.err())
        .contains(
            "fruits.csv: 200 examples that the model did not learn from, 100 to calibrate on and"
                + " 100 to measure on")
        .containsPattern("temperature \\d\\.\\d{4}: as trained, the network is (surer|less sure)")
        .containsPattern("calibration error +0\\.\\d{4} +0\\.\\d{4}")
        .contains("kept with the model in " + fruits);
  }

  @Test
  void predictionsAreAtTheTemperatureAndWithSets() throws IOException {
    String copy = folder.resolve("model").toString();
    copy(Path.of(fruits), Path.of(copy));
    Files.deleteIfExists(Path.of(copy).resolve("confidence.json"));
    JsonPlace plain = Atled.run("predict", copy, table, "--json").json();
    double loss = Atled.run("eval", copy, "--json").json().doubleValue("test_loss");
    assertThat(Atled.done("calibrate", copy, "--dry-run", "--out", folder.toString()).out())
        .doesNotContain("kept with");
    assertThat(Path.of(copy).resolve("confidence.json")).doesNotExist();
    Atled.done("calibrate", copy, "--out", folder.toString());
    JsonPlace calibrated = Atled.run("predict", copy, table, "--sets", "0.9", "--json").json();

    assertThat(calibrated.strings("predicted")).isEqualTo(plain.strings("predicted"));
    assertThat(calibrated.list("probabilities").getFirst().items().getFirst().asDouble())
        .isNotEqualTo(plain.list("probabilities").getFirst().items().getFirst().asDouble());
    List<JsonPlace> sets = calibrated.list("sets");
    assertThat(sets).hasSize(ROWS);
    for (int i = 0; i < ROWS; i++) {
      assertThat(sets.get(i).items().getFirst().asString())
          .isEqualTo(calibrated.strings("predicted").get(i));
    }
    assertThat(Atled.done("predict", copy, table, "--sets", "0.95", "--adaptive").out())
        .startsWith("line,fruit,probability,set")
        .containsPattern("(?m)^2,\\w+,0\\.\\d+,(plum|apple|melon)(\\|\\w+)*$");
    assertThat(Atled.run("eval", copy, "--json").json().doubleValue("test_loss"))
        .isNotEqualTo(loss);
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.createDirectories(to);
    for (String name : List.of("model.json", "model.safetensors")) {
      Files.copy(from.resolve(name), to.resolve(name));
    }
  }

  /** Of the logarithm, so that they reach further up than down, in the unit of the target. */
  @Test
  void numbersHaveIntervals() {
    String csv = Atled.done("predict", prices, table, "--intervals", "0.9").out();
    List<String> lines = csv.lines().toList();
    assertThat(lines.getFirst()).isEqualTo("line,price,low,high");
    double[] first = numbers(lines.get(1));
    double[] second = numbers(lines.get(2));
    assertThat(first[1] / first[2]).isCloseTo(first[3] / first[1], within(1e-9));
    assertThat(first[1] / first[2]).isCloseTo(second[1] / second[2], within(1e-9));
    assertThat(first[1] / first[2]).isBetween(1.2, 2.0); // noise of 0.2 · 1.64 makes 1.39
    JsonPlace json = Atled.run("predict", prices, table, "--intervals", "0.9", "--json").json();
    assertThat(json.list("low").getFirst().items().getFirst().asDouble()).isEqualTo(first[2]);
  }

  private static double[] numbers(String line) {
    return List.of(line.split(",", -1)).stream().mapToDouble(Double::parseDouble).toArray();
  }

  @Test
  void dropoutHasASpread() {
    String[] ask = {"predict", fruits, table, "--passes", "10", "--seed", "3"};
    String csv = Atled.done(ask).out();

    assertThat(csv).startsWith("line,fruit,probability,spread");
    assertThat(csv.lines().skip(1)).anyMatch(line -> !line.endsWith(",0.0"));
    assertThat(Atled.done(ask).out()).isEqualTo(csv);
    Atled.run("predict", prices, table, "--passes", "10")
        .failed(
            1,
            "All 10 passes gave the same: the network Sequential[Linear(2, 32), ReLU(), Linear(32,"
                + " 1)] drops nothing. Train one with dropout, such as with --dropout 0.2, or leave"
                + " the passes out.");
  }

  @Test
  void ofTooFewExamplesNothingIsFoundOut() throws IOException {
    Path few = folder.resolve("few.csv");
    Files.writeString(few, "size,price\n1,2\n2,4\n3,6\n4,8\n5,10\n");
    String model = folder.resolve("few").toString();
    Atled.done(
        "train",
        few.toString(),
        "--target",
        "price",
        "--model",
        "linear",
        "--epochs",
        "1",
        "--out",
        model);
    Atled.run("calibrate", model)
        .failed(
            2,
            "\"few.csv\" has 1 examples that the model did not learn from, but it takes at least 2:"
                + " one to calibrate on and one to measure on. Train it on data of which more is"
                + " kept.");
    assertThat(Path.of(model).resolve("confidence.json")).doesNotExist();
  }

  @Test
  void saysWhatDoesNotGo() {
    Atled.run("predict", prices, table, "--sets", "0.9")
        .failed(
            1,
            "The model in %s tells no classes, of which there could be sets; ask for --intervals, or leave --sets out."
                .formatted(prices));
    Atled.run("predict", fruits, table, "--intervals", "0.9")
        .failed(
            1,
            "The model in %s finds no numbers, of which there could be intervals; ask for --sets, or leave --intervals out."
                .formatted(fruits));
    Atled.run("predict", prices, table, "--intervals", "0.995")
        .failed(
            2,
            "A coverage of 0.995 takes at least 199 examples that the model did not learn from to"
                + " calibrate on, but it was calibrated on 100; ask for less, at most 0.99, or"
                + " calibrate on more.");
    Atled.run("predict", prices, table, "--intervals", "1")
        .failed(
            2,
            "Invalid value for option '--intervals': \"1\" is not greater than 0 and less than 1,"
                + " such as 0.9.");
    Atled.run("predict", fruits, table, "--sets", "0.9", "--passes", "9")
        .failed(2, "Options '--sets', '--intervals' and '--passes' are asked one at a time.");
    Atled.run("predict", fruits, table, "--adaptive")
        .failed(2, "Option '--adaptive' goes with --sets; name both, or none.");
    Atled.run("predict", fruits, table, "--seed", "1")
        .failed(2, "Option '--seed' goes with --passes; name both, or none.");
    Atled.run("predict", fruits, table, "--drift", "--sets", "0.9")
        .failed(
            2,
            "Option '--sets' goes with predictions, but --drift shows none; leave it out, or"
                + " --drift.");
    Atled.run("calibrate", fruits, "--bad-images", "skip")
        .failed(
            2,
            "Option '--bad-images' goes with a folder of images; the model did not learn from one;"
                + " leave it out.");
  }
}
