package org.atled.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.atled.formats.json.JsonPlace;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What training makes of rows and columns: which are measured on, and what options make of them.
 */
class TableLearningTest {
  @TempDir static Path shared;
  @TempDir Path folder;

  private static Path houses;

  @BeforeAll
  static void write() throws IOException {
    houses = TableTest.houses(shared);
  }

  private Path csv(String name, String text) {
    try {
      return Files.writeString(folder.resolve(name), text);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** Days stand in no order; eval finds the same rows again. */
  @Test
  void theLatestRowsAreMeasuredOn() {
    StringBuilder text = new StringBuilder("day,x,y\n");
    for (int i = 0; i < 60; i++) {
      text.append("2024-01-").append(10 + i * 7 % 20).append(',').append(i % 9).append(',');
      text.append(i * 31 % 17).append(".5\n");
    }
    String file = csv("time.csv", text.toString()).toString();
    String model = folder.resolve("time").toString();
    List<String> asked = new ArrayList<>(List.of("train", file, "--target", "y", "--time", "day"));
    asked.addAll(List.of("--dates", "--epochs", "1", "--out", model));
    assertThat(Atled.done(asked.toArray(String[]::new)).out())
        .contains("rows: 48 to learn from, 12 to measure on, the latest by \"day\"")
        .contains("\"day\" as day, weekday in 4");
    assertThat(Atled.done("eval", model).out()).contains("12 test examples");
    Atled.run("eval", model, "--driver-jar", "x.jar")
        .failed(
            2,
            "Option '--driver-jar' goes with --jdbc and --query, or with eval of a model that"
                + " learned from a query; leave it out.");
  }

  @Test
  void foldsMeasureAndSaveNothing() throws IOException {
    List<String> args =
        new ArrayList<>(
            List.of("train", houses.toString(), "--target", "kind", "--folds", "3", "--epochs"));
    args.addAll(List.of("5", "--seed", "4"));
    Path before = Path.of("atled-out/houses");
    assertThat(before).doesNotExist();
    String text = Atled.done(args.toArray(String[]::new)).out();
    assertThat(text)
        .contains("folds: 3, none of whose models is saved")
        .contains("missing in \"size\": 20, filled with the mean, ")
        .containsPattern("fold 1/3  133 rows learned  \\|  67 measured: loss [\\d.]+  accuracy ")
        .containsPattern("fold 3/3  134 rows learned  \\|  66 measured: loss [\\d.]+  accuracy ")
        .containsPattern(
            "over 3 folds \\(mean ± standard deviation\\): loss [\\d.]+ ± [\\d.]+, accuracy [\\d.]+"
                + " ± [\\d.]+\n");
    assertThat(before).doesNotExist();

    args.add("--json");
    JsonPlace json = Atled.run(args.toArray(String[]::new)).json();
    double[] folds = json.doubles("test_accuracy_folds");
    assertThat(folds).hasSize(3);
    double mean = (folds[0] + folds[1] + folds[2]) / 3;
    assertThat(json.doubleValue("test_accuracy")).isCloseTo(mean, within(1e-12));
    assertThat(json.doubleValue("test_accuracy_deviation"))
        .isCloseTo(
            Math.sqrt(
                ((folds[0] - mean) * (folds[0] - mean)
                        + (folds[1] - mean) * (folds[1] - mean)
                        + (folds[2] - mean) * (folds[2] - mean))
                    / 2),
            within(1e-12));
    assertThat(json.intValue("folds")).isEqualTo(3);
    assertThat(json.longValue("seed")).isEqualTo(4);
  }

  @Test
  void theSeedDecidesTheSplitAndEveryBit() throws IOException {
    byte[] first = model("1");
    assertThat(model("1")).isEqualTo(first);
    assertThat(model("2")).isNotEqualTo(first);
  }

  private byte[] model(String seed) throws IOException {
    Path out = folder.resolve("m");
    Atled.done(
        "train",
        houses.toString(),
        "--target",
        "price",
        "--epochs",
        "1",
        "--seed",
        seed,
        "--out",
        out.toString());
    return Files.readAllBytes(out.resolve("model.safetensors"));
  }

  /** y = a + b, in the decimals and marks of two countries. */
  @Test
  void aModelReadsEachFileAsItIsWritten() {
    StringBuilder text = new StringBuilder(";a;b;y;;\n");
    for (int i = 0; i < 60; i++) {
      int a = i % 11;
      int b = 1000 + 250 * (i % 7);
      text.append(i).append(';').append(a).append(",5;");
      text.append(b / 1000).append('.').append(String.format("%03d", b % 1000));
      text.append(";").append(100 * a + b).append(",25 €;;\n");
    }
    Path file = csv("two.csv", text + ";;;;;\n");
    String model = folder.resolve("two").toString();
    Atled ran =
        Atled.done("train", file.toString(), "--target", "y", "--out", model, "--drop", "5");
    assertThat(ran.out())
        .contains(
            "two.csv, 60 rows of 4 values, separated by semicolon",
            "note: 2 columns at the end without name and values passed over",
            "note: column \"a\": \"0,5\" is read as 0.5; --decimal point if its comma parts"
                + " thousands",
            "note: column \"y\": \"1000,25 €\" is read as 1000.25, in €; --decimal point",
            "inputs: 2 numbers of 2 columns",
            "not used: \"#0\": it has no name and tells rows apart")
        .containsPattern("test r2 0\\.9");
    Path point = csv("p.csv", "b,a\n1250,3.5\n2500,10.5\n");
    Path comma = csv("c.csv", "a;b\n3,5;1.250\n10,5;2.500\n");
    List<String> said = Atled.done("predict", model, point.toString()).out().lines().toList();
    Atled other = Atled.run("predict", model, comma.toString());
    assertThat(other.out().lines().toList()).isEqualTo(said);
    assertThat(other.err()).contains("note: column \"b\": \"1.250\" is read as 1250");
    Path unit = csv("u.csv", "a;b\n3,5;1.250 kg\n10,5;2.500 kg\n");
    Atled refused = Atled.run("predict", model, unit.toString());
    assertThat(refused.err())
        .contains(
            "column \"b\": is in kg, but the model learned numbers without a unit; convert them,"
                + " and leave the unit out.");
    assertThat(refused.exitCode()).isEqualTo(1);
  }

  @Test
  void wordsForNothingAreSaidAndSaved() {
    StringBuilder text = new StringBuilder("a,b,y\n");
    for (int i = 0; i < 60; i++) {
      text.append(i % 9 == 0 ? "-200" : i % 7 + "").append(i == 7 ? ",gone," : "," + i + ".5,");
      text.append(i % 2 == 0 ? "none" : "some").append('\n');
    }
    Path file = csv("words.csv", text.toString());
    String model = folder.resolve("words").toString();
    Atled.run("train", file.toString(), "--target", "y", "--out", model)
        .failed(
            1,
            file
                + ": line 9, column \"b\": \"gone\" is no number, but 59 of 60 values are; mend it,"
                + " say --missing gone to have it filled, keep the column as text with --text b, or"
                + " leave it out with --drop b.");
    String[] train = {
      "train", file.toString(), "--target", "y", "--out", model, "--missing", "gone,-200"
    };
    assertThat(Atled.done(train).out())
        .contains("missing in \"a\": 7, filled with", "missing in \"b\": 1, filled with");
    assertThat(Atled.done("eval", model).out()).startsWith("words.csv: 12 test examples");
    Path rows = csv("r.csv", "a,b\n-200.0,gone\n1,2\n");
    assertThat(Atled.run("predict", model, rows.toString()).err())
        .startsWith("missing in \"a\": 1, filled with the mean, ");
  }

  /** The day of the week decides y, and the zip code z is no number. */
  @Test
  void datesAndCodesAreLearnedAsWhatTheyAre() {
    StringBuilder text = new StringBuilder("day;zip;y\n");
    for (int i = 0; i < 280; i++) {
      text.append("%02d.%02d.2024".formatted(1 + i % 28, 1 + i / 28));
      text.append(i % 2 == 0 ? ";1010;" : ";1020;");
      text.append(LocalDate.of(2024, 1 + i / 28, 1 + i % 28).getDayOfWeek().getValue() * 10);
      text.append(".5\n");
    }
    String file = csv("days.csv", text.toString()).toString();
    String model = folder.resolve("days").toString();
    String[] train = {
      "train", file, "--target", "y", "--dates", "--text", "zip", "--seed", "1", "--out", model
    };
    assertThat(Atled.done(train).out())
        .contains(
            "note: column \"day\": \"01.01.2024\" is read as 2024-01-01",
            "inputs: 8 numbers of 2 columns, \"day\" as month, day, weekday in 6, \"zip\" one-hot"
                + " in 2");
    assertThat(Atled.done("eval", model, "--json").json().doubleValue("test_r2"))
        .isGreaterThan(0.8);
    Path rows = csv("r.csv", "zip,day\n1010,2024-01-01\n1020,2024-01-07\n");
    List<String> lines = Atled.done("predict", model, rows.toString()).out().lines().toList();
    assertThat(Double.parseDouble(lines.get(1).split(",")[1])).isLessThan(30);
    assertThat(Double.parseDouble(lines.get(2).split(",")[1])).isGreaterThan(50);
    Atled.run("predict", model, csv("w.csv", "zip,day\n1010,soon\n").toString())
        .failed(
            1,
            folder.resolve("w.csv")
                + ": line 2, column \"day\": \"soon\" is no date as the model learned, such as"
                + " 31/12/2024; mend it, or leave it empty to have it filled.");
    assertThat(Atled.done("inspect", file, "--dates", "--text", "zip").out())
        .containsPattern("day +date .identifier. +0 .* month, day, weekday in 6")
        .containsPattern("zip +text +0 .* one-hot in 2");
    JsonPlace json = Atled.done("inspect", file, "--dates", "--json").json();
    JsonPlace day = json.list("columns").getFirst();
    assertThat(day.string("why"))
        .isEqualTo("every value is a date or a time, day first, as --dates says");
    assertThat(day.string("becomes")).isEqualTo("month, day, weekday in 6");
    assertThat(
            Atled.done("inspect", file, "--json").json().list("columns").getFirst().string("why"))
        .isEqualTo(
            "every value is a date or a time, which is learned as text; --dates learns its year,"
                + " month, day, weekday and hour");
    Atled.run("train", houses.toString(), "--target", "price", "--dates")
        .failed(2, houses + ": there is no column of dates; leave --dates out.");
  }

  /** y = 10^x: no line of numbers, but one of logarithms. */
  @Test
  void logarithmsAreLearnedAndUndone() {
    StringBuilder text = new StringBuilder("x,y\n");
    for (int i = 0; i < 200; i++) {
      text.append(i % 50 / 10.0).append(',').append(Math.pow(10, i % 50 / 10.0)).append('\n');
    }
    String file = csv("steep.csv", text.toString()).toString();
    String model = folder.resolve("steep").toString();
    String[] train = {
      "train", file, "--target", "y", "--log-target", "--epochs", "150", "--out", model
    };
    assertThat(Atled.done(train).out())
        .contains(
            "loss: mean squared error in deviations of the logarithm of the target; 1 is a"
                + " factor of ")
        .containsPattern(
            "off by a factor of 1\\.\\d+ in y \\(root mean square of the logarithm\\)");
    JsonPlace json = Atled.done("eval", model, "--json").json();
    assertThat(json.doubleValue("test_rms_factor")).isBetween(1.0, 1.5);
    assertThat(json.has("test_rmse")).isFalse();
    Path rows = csv("r.csv", "x\n0.5\n4\n");
    List<String> lines = Atled.done("predict", model, rows.toString()).out().lines().toList();
    assertThat(Double.parseDouble(lines.get(1).split(",")[1])).isBetween(2.0, 5.0);
    assertThat(Double.parseDouble(lines.get(2).split(",")[1])).isBetween(6000.0, 15000.0);
    Atled.run("train", houses.toString(), "--target", "kind", "--log-target")
        .failed(
            2,
            houses
                + ": classes have no logarithm; leave --log-target out, or, if the target is"
                + " numbers, add --task regression.");
  }

  /** Of two and of three classes the rare one is told by chance alone, and so hardly ever said. */
  @ParameterizedTest
  @CsvSource({"2", "3"})
  void rareClassesCountAsMuchAsFrequentOnes(int classes) {
    StringBuilder text = new StringBuilder("x,y\n");
    for (int i = 0; i < 300; i++) {
      boolean rare = i % 10 == 0;
      text.append((rare ? 1 : 0) + 3 * Math.sin(i * 12.9898)).append(',');
      text.append(rare ? "rare" : "k" + i % (classes - 1)).append('\n');
    }
    Path file = csv("rare.csv", text.toString());
    String model = folder.resolve("rare").toString();
    List<String> args =
        new ArrayList<>(
            List.of("train", file.toString(), "--target", "y", "--epochs", "30", "--out", model));
    Atled.done(args.toArray(String[]::new));
    long before = said(model, file);
    args.addAll(List.of("--class-weights", "balanced"));
    assertThat(Atled.done(args.toArray(String[]::new)).out())
        .containsPattern("class weights: k0: [\\d.]+, .*rare: [\\d.]+; the loss of training is");
    assertThat(before).isLessThan(15);
    assertThat(said(model, file)).isGreaterThan(40);
    args.set(args.indexOf("30"), "1");
    args.add("--json");
    JsonPlace trained = Atled.run(args.toArray(String[]::new)).json();
    assertThat(trained.object("class_weights").doubleValue("rare"))
        .isCloseTo(10.0 / classes, within(1e-9));
    // What is measured counts all rows the same, whoever measures.
    assertThat(trained.doubleValue("test_loss"))
        .isCloseTo(
            Atled.done("eval", model, "--json").json().doubleValue("test_loss"), within(1e-6));
    Atled.run("train", houses.toString(), "--target", "price", "--class-weights", "balanced")
        .failed(
            2,
            "Option '--class-weights' goes with classes, but the target is learned as numbers;"
                + " leave it out, or add --task classification.");
  }

  private static long said(String model, Path file) {
    return Atled.done("predict", model, file.toString())
        .out()
        .lines()
        .filter(line -> line.contains(",rare,"))
        .count();
  }

  /** Each patient has a number of its own, by which its rows would be known again. */
  @Test
  void groupsAndRareTextsAreKeptTogether() {
    StringBuilder text = new StringBuilder("patient,town,x,y\n");
    for (int i = 0; i < 200; i++) {
      int patient = i % 25;
      text.append(patient).append(i % 40 == 7 ? ",t" + i : i % 2 == 0 ? ",a," : ",b,");
      text.append(i % 40 == 7 ? "," : "").append(i % 7).append(',').append(patient % 4 + 0.5);
      text.append('\n');
    }
    String file = csv("patients.csv", text.toString()).toString();
    String model = folder.resolve("patients").toString();
    JsonPlace json =
        Atled.run(
                "train",
                file,
                "--target",
                "y",
                "--group",
                "patient",
                "--rare",
                "3",
                "--epochs",
                "5",
                "--out",
                model,
                "--json")
            .json();
    assertThat(json.intValue("test_examples")).isEqualTo(40);
    assertThat(json.object("one_hot").intValue("town")).isEqualTo(3);
    assertThat(json.object("unused").string("patient"))
        .isEqualTo("it tells which rows stay together");
    assertThat(json.object("filled").object("rare").intValue("town")).isEqualTo(5);
    JsonPlace again = Atled.done("eval", model, "--json").json();
    assertThat(again.doubleValue("test_loss"))
        .isCloseTo(json.doubleValue("test_loss"), within(1e-6));
    assertThat(Atled.done("predict", model, file, "--drift").out())
        .containsPattern("town +[\\d.]+ % rare or unknown");
    assertThat(
            Atled.done(
                    "train", file, "--target", "y", "--group", "0", "--folds", "2", "--epochs", "1")
                .out())
        .containsPattern("fold 2/2  104 rows learned  \\|  96 measured|fold 2/2  96 rows learned");
  }

  /** One patient has half of the rows, and names of patients may look like dates. */
  @Test
  void groupsThatAreFarFromAFifthAreTold() {
    StringBuilder text = new StringBuilder("patient,day,y\n");
    for (int i = 0; i < 80; i++) {
      text.append(i < 40 ? "01/02/2003" : "03/04/20" + (10 + i % 20)).append(",2024-01-");
      text.append(10 + i % 20).append(',').append(i).append(".5\n");
    }
    Atled ran =
        Atled.done(
            "train",
            csv("unequal.csv", text.toString()).toString(),
            "--target",
            "y",
            "--group",
            "patient",
            "--dates",
            "--epochs",
            "1",
            "--out",
            folder.resolve("unequal").toString());
    assertThat(ran.out())
        .contains(
            "note: groups are so unequal that 12.50 % of the rows are kept to measure on, in place"
                + " of a fifth");
  }

  @Test
  void aFoldInWhichAColumnSaysNothingEnds() {
    StringBuilder text = new StringBuilder("a,pool,y\n");
    for (int i = 0; i < 40; i++) {
      text.append(i)
          .append(i == 13 ? ",450," : i == 5 ? ",300," : ",,")
          .append(i * 2)
          .append(".5\n");
    }
    Path file = csv("pool.csv", text.toString());
    List<String> args = List.of("train", file.toString(), "--target", "y", "--epochs", "1");
    for (String seed : List.of("0", "1", "2", "3")) {
      List<String> all = new ArrayList<>(args);
      all.addAll(List.of("--seed", seed, "--folds", "20"));
      assertThat(Atled.done(all.toArray(String[]::new)).out())
          .contains("fold 20/20")
          .containsPattern("not used: \"pool\": it has (450|300) wherever it has a value to learn");
    }
  }

  /** The files that scikit-learn brings, where {@code ATLED_DATA} names a folder that has them. */
  @ParameterizedTest
  @CsvSource({"iris.csv,4", "wine_data.csv,-1"})
  void realFlowersAndWinesAreTold(String name, String target) {
    Path file = RealData.folder("sklearn").resolve(name);
    double accuracy =
        Atled.run(
                "train",
                file.toString(),
                "--skip",
                "1",
                "--no-header",
                "--target",
                target,
                "--folds",
                "5",
                "--json")
            .json()
            .doubleValue("test_accuracy");
    assertThat(accuracy).isGreaterThan(0.93);
  }

  /** With fewer epochs than usual, to be quick. */
  @Test
  void realHousesAreValued() {
    Path file = RealData.folder("california-housing").resolve("housing.csv");
    JsonPlace json =
        Atled.run(
                "train",
                file.toString(),
                "--target",
                "median_house_value",
                "--epochs",
                "5",
                "--out",
                folder.resolve("housing").toString(),
                "--json")
            .json();
    assertThat(json.object("filled").object("missing").intValue("total_bedrooms")).isEqualTo(207);
    // A linear model reaches 0.6, these epochs 0.763, and 0.776 with two other seeds.
    assertThat(json.doubleValue("test_r2")).isGreaterThan(0.75);
  }
}
