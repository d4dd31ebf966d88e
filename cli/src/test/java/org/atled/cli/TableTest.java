package org.atled.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.atled.core.shape.Shape;
import org.atled.core.tensor.Tensor;
import org.atled.formats.json.JsonPlace;
import org.atled.formats.npy.Npy;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** CSV files in and predictions out. */
class TableTest {
  @TempDir static Path shared;
  @TempDir Path folder;

  private static Path houses;
  private static Path priceModel;
  private static JsonPlace priceTrained;
  private static Path kindModel;

  /** price = 10 · size + 300 in town, 100 elsewhere; every tenth size is missing. */
  @BeforeAll
  static void train() throws IOException {
    StringBuilder text = new StringBuilder("size,place,kind,price\n");
    for (int i = 0; i < 200; i++) {
      boolean town = i % 3 == 0;
      String size = i % 10 == 9 ? "" : Integer.toString(i % 37);
      double price = 10 * (i % 37) + (town ? 300 : 100) + 0.5;
      text.append(size).append(town ? ",town," : ",land,").append(i % 37 < 18 ? "hut," : "hall,");
      text.append(i == 150 ? "?" : price).append('\n');
    }
    houses = Files.writeString(shared.resolve("houses.csv"), text);
    priceModel = shared.resolve("price");
    Atled price =
        Atled.run(
            "train",
            houses.toString(),
            "--target",
            "price",
            "--drop",
            "kind",
            "--out",
            priceModel.toString(),
            "--json");
    assertThat(price.exitCode()).isZero();
    assertThat(price.err())
        .contains("data: " + houses + ", 200 rows of 4 values, separated by comma")
        .contains("target: price, a regression (the target is numbers)")
        .contains("left out: 1 row without a target")
        .contains("inputs: 3 numbers of 2 columns, \"place\" one-hot in 2")
        .contains("missing in \"size\": 20, filled with the mean, ")
        .contains("loss: mean squared error in deviations of the target; 1 is ")
        .contains("rows: 159 to learn from, 40 to measure on")
        .containsPattern("done in \\d+:\\d\\d: test r2 ")
        .contains(" in price (root mean square error)");
    priceTrained = price.json();
    kindModel = shared.resolve("kind");
    Atled.done("train", houses.toString(), "--target", "kind", "--out", kindModel.toString());
  }

  private Path csv(String name, String text) {
    return csv(name, text, StandardCharsets.UTF_8);
  }

  private Path csv(String name, String text, Charset charset) {
    try {
      return Files.writeString(folder.resolve(name), text, charset);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void aRegressionReportsR2() {
    assertThat(priceTrained.string("dataset")).isEqualTo("houses.csv");
    assertThat(priceTrained.string("target")).isEqualTo("price");
    assertThat(priceTrained.string("task")).isEqualTo("regression");
    assertThat(priceTrained.intValue("rows")).isEqualTo(200);
    assertThat(priceTrained.intValue("left_out")).isEqualTo(1);
    assertThat(priceTrained.intValue("train_examples")).isEqualTo(159);
    assertThat(priceTrained.intValue("test_examples")).isEqualTo(40);
    assertThat(priceTrained.intValue("inputs")).isEqualTo(3);
    assertThat(priceTrained.object("one_hot").intValue("place")).isEqualTo(2);
    assertThat(priceTrained.object("filled").object("missing").intValue("size")).isEqualTo(20);
    assertThat(priceTrained.doubleValue("test_r2")).isBetween(0.8, 1.0);
    assertThat(priceTrained.doubleValue("train_r2")).isBetween(0.8, 1.0);
    assertThat(priceTrained.has("test_accuracy")).isFalse();
  }

  @Test
  void evalMeasuresTheRowsThatWereKept() {
    JsonPlace json = Atled.done("eval", priceModel.toString(), "--json").json();

    assertThat(json.intValue("examples")).isEqualTo(40);
    assertThat(json.bool("kept_from_training")).isTrue();
    for (String number : List.of("test_loss", "test_r2", "test_rmse")) {
      assertThat(json.doubleValue(number))
          .isCloseTo(priceTrained.doubleValue(number), within(1e-4 * json.doubleValue(number)));
    }
    assertThat(Atled.done("eval", kindModel.toString()).out())
        .startsWith("houses.csv: 40 test examples")
        .containsPattern("\naccuracy \\d+\\.\\d\\d %")
        .contains("true class  examples");
  }

  @Test
  void evalMeasuresAnotherFile() {
    Path other =
        csv("o.csv", "price,place,more,size\n300.5,town,x,0\n290.5,land,y,19\n?,land,y,1\n");
    JsonPlace json = Atled.done("eval", priceModel.toString(), other.toString(), "--json").json();

    assertThat(json.string("dataset")).isEqualTo("o.csv");
    assertThat(json.intValue("examples")).isEqualTo(2);
    assertThat(json.intValue("left_out")).isEqualTo(1);
    assertThat(json.bool("kept_from_training")).isFalse();
    assertThat(json.doubleValue("test_rmse")).isLessThan(60);

    assertThat(Atled.done("eval", priceModel.toString(), houses.toString()).out())
        .startsWith("this is the file that the model learned from, so it has seen most")
        .contains("houses.csv: 199 test examples");
    Atled.run("eval", priceModel.toString(), csv("n.csv", "size,place\n1,town\n").toString())
        .failed(
            2,
            folder.resolve("n.csv")
                + ": there is no column \"price\". Did you mean \"place\"? There are: size,"
                + " place.");
    Atled.run("eval", priceModel.toString(), csv("m.csv", "size,place,price\n1,town,\n").toString())
        .failed(
            1,
            folder.resolve("m.csv")
                + ": no row has a value in the target price; to measure there must be one. To"
                + " predict: atled predict.");
  }

  @Test
  void predictGivesNumbersInTheirOwnUnit() {
    Path rows = csv("r.csv", "place,size\ntown,10\n\nland,20\nsea,\n");
    Atled ran = Atled.run("predict", priceModel.toString(), rows.toString());

    assertThat(ran.exitCode()).isZero();
    assertThat(ran.err())
        .startsWith("missing in \"size\": 1, filled with the mean, ")
        .contains("unknown in \"place\": 1, taken as none of its categories");
    List<String> lines = ran.out().lines().toList();
    assertThat(lines.getFirst()).isEqualTo("line,price");
    assertThat(lines).hasSize(4);
    assertThat(lines.get(1)).startsWith("2,");
    assertThat(lines.get(2)).startsWith("4,");
    assertThat(Double.parseDouble(lines.get(1).split(",")[1])).isCloseTo(400, within(60.0));
    assertThat(Double.parseDouble(lines.get(2).split(",")[1])).isCloseTo(300, within(60.0));

    JsonPlace json = Atled.run("predict", priceModel.toString(), rows.toString(), "--json").json();
    assertThat(json.intValue("examples")).isEqualTo(3);
    assertThat(json.longs("lines")).containsExactly(2, 4, 5);
    assertThat(json.list("outputs").get(1).items().getFirst().asDouble())
        .isEqualTo(Double.parseDouble(lines.get(2).split(",")[1]));
    assertThat(json.object("filled").object("unseen").intValue("place")).isEqualTo(1);
  }

  @Test
  void predictGivesAClassAndItsProbability() throws IOException {
    Path rows = csv("r.csv", "price,place,size\n?,land,2\n400,land,36\n");
    List<String> lines =
        Atled.run("predict", kindModel.toString(), rows.toString()).out().lines().toList();

    assertThat(lines.getFirst()).isEqualTo("line,kind,probability");
    assertThat(lines.get(1)).matches("2,hut,[01]\\.\\d+");
    assertThat(lines.get(2)).matches("3,hall,[01]\\.\\d+");

    Path written = folder.resolve("out.csv");
    assertThat(
            Atled.run("predict", kindModel.toString(), rows.toString(), "-o", written.toString())
                .out())
        .isEqualToNormalizingNewlines("wrote " + written + "\n");
    assertThat(Files.readAllLines(written)).isEqualTo(lines);
    Path numbers = folder.resolve("out.npy");
    Atled.run("predict", kindModel.toString(), rows.toString(), "-o", numbers.toString());
    assertThat(Npy.read(numbers).shape()).isEqualTo(Shape.of(2, 2));
  }

  /** Rows are made block by block, and answers written one by one. */
  @Test
  void predictOfManyRowsSaysWhatItSaysOfEach() throws IOException {
    StringBuilder text = new StringBuilder("id,size,place\n");
    for (int i = 0; i < 100_000; i++) {
      text.append(i).append(i % 1000 == 999 ? ",," : "," + i % 37 + ",").append("land\n");
    }
    String rows = csv("many.csv", text.toString()).toString();
    Path written = folder.resolve("many-out.csv");
    String model = priceModel.toString();
    Atled ran = Atled.run("predict", model, rows, "--key", "id", "-o", written.toString());
    assertThat(ran.err())
        .startsWith("missing in \"size\": 100, filled with the mean, ")
        .hasLineCount(1);
    List<String> lines = Files.readAllLines(written);
    assertThat(lines).hasSize(100_001);
    assertThat(lines.getFirst()).isEqualTo("line,id,price");
    assertThat(lines.get(99_998)).startsWith("99999,99997,");
    String said = lines.get(1).split(",", -1)[2];
    // 37 · 2702 = 99,974
    assertThat(lines.get(99_975)).isEqualTo("99976,99974," + said);
    JsonPlace json = Atled.run("predict", model, rows, "--key", "id", "--json").json();
    assertThat(json.object("keys").list("id")).hasSize(100_000);
    assertThat(json.list("outputs").get(99_974).items().getFirst().asDouble())
        .isEqualTo(Double.parseDouble(said));
    assertThat(json.longs("lines")).endsWith(100_000, 100_001);
    Path numbers = folder.resolve("many.npy");
    Atled.run("predict", model, rows, "-o", numbers.toString());
    assertThat(Npy.read(numbers).shape()).isEqualTo(Shape.of(100_000, 1));
    assertThat(Npy.read(numbers).toFloats()[99_974]).isEqualTo(Float.parseFloat(said));
    Atled.run("predict", model, rows, "--key", "id,id", "--json")
        .failed(2, "Option '--key' names \"id\" twice; name each column once.");
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
  void predictShowsWhatHasDrifted() {
    StringBuilder moved = new StringBuilder("size,place\n");
    for (int i = 0; i < 200; i++) {
      moved.append(i % 5 == 0 ? "" : i % 37 + 15).append(i % 3 == 0 ? ",town\n" : ",land\n");
    }
    String file = csv("moved.csv", moved.toString()).toString();
    List<String> lines =
        Atled.done("predict", priceModel.toString(), file, "--drift").out().lines().toList();
    assertThat(lines.getFirst())
        .isEqualTo("drift: 200 rows of " + file + " beside 159 that were learned from");
    assertThat(lines.get(1)).matches("column +learned +here +index +change");
    assertThat(lines.get(2))
        .matches(
            "size +mean 1\\d\\.\\d\\d, \\d+\\.\\d+ % missing +mean 3\\d.*20.* % missing .* great");
    assertThat(lines.get(3)).matches("place +- +- +0\\.0\\d\\d +-");
    assertThat(lines.get(4)).matches("so few rows have an index of up to 0\\.\\d+ by chance alone");
    JsonPlace json = Atled.done("predict", priceModel.toString(), file, "--drift", "--json").json();
    assertThat(json.intValue("learned_rows")).isEqualTo(159);
    assertThat(json.list("columns").getFirst().string("change")).isEqualTo("great");
    assertThat(json.list("columns").getLast().string("change")).isEqualTo("none");
    Atled.run("predict", priceModel.toString(), file, "--drift", "-o", "x.csv")
        .failed(
            2,
            "Option '--drift' shows how columns lie and predicts nothing; leave out --out, or"
                + " --drift.");
  }

  @Test
  void predictAndEvalReadStandardInput() throws IOException {
    Path rows = csv("s.csv", "place,size,price\ntown,10,400\nland,20,300\n");
    for (String command : List.of("predict", "eval")) {
      Atled file = Atled.run(command, priceModel.toString(), rows.toString());
      Atled piped =
          Atled.run(Files.newInputStream(rows), false, command, priceModel.toString(), "-");

      assertThat(piped.exitCode()).isZero();
      assertThat(piped.out()).isEqualTo(file.out().replace("s.csv", "standard input"));
    }
    Atled.run("predict", priceModel.toString(), "-")
        .failed(
            1,
            "standard input: the file is empty; it must hold a line of column names and at least"
                + " one row.");
  }

  @Test
  void aModelOfATableTakesNoArrays() {
    Path array = folder.resolve("x.npy");
    Npy.write(array, Tensor.of(new float[1][3]));
    Atled.run("predict", priceModel.toString(), array.toString())
        .failed(
            2,
            "The model in "
                + priceModel
                + " learned from the table houses.csv; give it a CSV file with the same columns,"
                + " not "
                + array
                + ".");
    Atled.run("eval", priceModel.toString(), "xor")
        .failed(
            2,
            "The model in "
                + priceModel
                + " learned from houses.csv ([3] with 1 numbers to find), but the data set is xor"
                + " ([2] in the classes 0, 1); name one of the same shape and classes.");
  }

  @Test
  void aModelOfADataSetTakesNoTables() {
    Path model = folder.resolve("xor");
    Atled.done("train", "xor", "--epochs", "1", "--out", model.toString());
    Atled.run("eval", model.toString(), houses.toString())
        .failed(
            2,
            "The model in "
                + model
                + " learned from xor, which is no table; a model of tables is made by: atled train"
                + " FILE.csv --target COLUMN.");
    Atled.run("predict", model.toString(), "x.npz")
        .failed(1, "Cannot read x.npz: there is no such file; check the path.");
    Atled.run("predict", model.toString(), "x.npy", "--no-header")
        .failed(
            2,
            "Option '--[no-]header' goes with a model of a table, but the model in "
                + model
                + " learned from xor; leave it out.");
    Atled.run("predict", model.toString(), "x.npy", "--skip", "1", "--key", "a", "--drift")
        .failed(
            2,
            "Options '--drift', '--key' and '--skip' go with a model of a table, but the model in "
                + model
                + " learned from xor; leave them out.");
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

  /** Each with what the file is called in front, and nothing saved. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          `` | the file is empty; it must hold a line of column names and at least one row.
          a,y | there is no row below the column names on line 1; if that line is a row, add --no-header.
          a,y~1,2~3~ | line 3 has 1 column but line 1 has 2; mend the line, and quote text that holds the separator.
          a,z~1,2~ | there is no column "y". There are: a, z.
          a,y~,1~NA,2~,3~,4~,5~ | no column says anything to learn from; not used: "a": every value is missing.
          a,y~1,x~2,x~3,x~4,x~5,x~ | column "y": every row has "x", but there must be at least 2 classes to tell apart; take another target.
          a,y~1,"2~ | line 2, column 1 (from 0), cannot be read: Unclosed quoted field at end of input; close each quote, and write one that is part of a text twice.
          a,y~1,2~2,1e400~ | line 3, column "y": 1e400 is infinite, or beyond the range of a number (1.8e308); mend it, or say --missing 1e400 to leave the row out.
          a,y~1,2~2,3~ | 2 rows with a target are too few; it takes 5: 4 to learn from and 1 to measure on.
          """)
  void whatIsWrongWithAFile(String text, String message) throws IOException {
    Path file = csv("bad.csv", text.replace('~', '\n'));
    Path out = folder.resolve("out/model");
    Atled ran = Atled.run("train", file.toString(), "--target", "y", "--out", out.toString());
    // A table that does not fit what was asked for is another mistake than one that is damaged.
    boolean isUnfit = message.contains("there is no column") || message.contains("too few");
    ran.failed(isUnfit ? 2 : 1, file + ": " + message);
    assertThat(ran.out()).isEmpty();
    Files.delete(file);
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void whatIsWrongWithAnEncoding() {
    Path latin = csv("l.csv", "a,y\n1,\u00fc\n", StandardCharsets.ISO_8859_1);
    Atled.run("train", latin.toString(), "--target", "y")
        .failed(
            1,
            latin
                + ": at byte 6: line 2, character 3, is not UTF-8 (0xFC); save the file as UTF-8, a"
                + " Latin-1 file with: iconv -f LATIN1 -t UTF-8.");
    Path wide = csv("w.csv", "a,y\n1,2\n", StandardCharsets.UTF_16);
    Atled.run("train", wide.toString(), "--target", "y")
        .failed(
            1, wide + ": at byte 0: line 1, character 1, begins UTF-16; save the file as UTF-8.");
  }

  @Test
  void aMillionColumnsAreRefusedQuickly() {
    Path wide = csv("wide.csv", "x,".repeat(1_000_000) + "y\n");
    Atled.run("train", wide.toString(), "--target", "y")
        .failed(
            1,
            wide
                + ": line 1 has more than 262,144 columns, the most that are read; leave columns"
                + " out of the file, or name its --separator.");
  }

  @Test
  void whatIsWrongWithAQuestion() {
    String file = houses.toString();
    Atled.run("train", file)
        .failed(
            2,
            "Missing option '--target': name the column of "
                + file
                + " to learn. There are: size, place, kind, price.");
    Atled.run("train", file, "--target", "prise")
        .failed(
            2,
            file
                + ": there is no column \"prise\". Did you mean \"price\"? There are: size, place,"
                + " kind, price.");
    Atled.run("train", file, "--target", "price", "--no-header")
        .failed(
            2,
            file
                + ": \"price\" is a name, but without a header columns have none; give an index"
                + " from 0 to 3, or -1 for the last.");
    Atled.run("train", file, "--target", "kind", "--task", "regression")
        .failed(
            1,
            file
                + ": line 2, column \"kind\": \"hut\" is not a number, but a regression learns"
                + " numbers; mend it, or learn classes: --task classification.");
    Atled.run("train", file, "--target", "price", "--folds", "1000")
        .failed(
            2,
            file
                + ": 199 rows with a target cannot be cut into 1000 parts; take at least 2 and at"
                + " most as many as there are rows.");
    Atled.run("train", file, "--target", "price", "--folds", "3", "--out", "x")
        .failed(
            2,
            "Option '--out' goes with a model that is kept, and --folds measures and keeps none;"
                + " leave it out, or --folds.");
    Atled.run("train", file, "--target", "price", "--folds", "3", "--find-lr", "--mixup", "1")
        .failed(
            2,
            "Options '--find-lr' and '--mixup' do not go with --folds; leave them out, or"
                + " --folds.");
    Atled.run("train", file, "--target", "price", "--data", "x")
        .failed(
            2,
            "Option '--data' goes with a data set that is known by name; leave it out, or give the"
                + " whole path of the CSV file.");
    Atled.run("train", "xor", "--target", "0")
        .failed(
            2,
            "Option '--target' goes with a table, but \"xor\" is another data set; leave it out, or"
                + " name a file such as FILE.csv.");
    Atled.run("train", "nowhere.csv", "--target", "0")
        .failed(1, "Cannot read nowhere.csv: there is no such file; check the path.");
    Atled.run("train", file, "--folds", "1")
        .failed(
            2,
            "Invalid value for option '--folds': \"1\" is not a whole number of at least 2, such as"
                + " 5.");
    Atled.run("train", file, "--task", "regresion")
        .failed(
            2,
            "Invalid value for option '--task': there is no task \"regresion\". Did you mean"
                + " \"regression\"? There are: classification, ordinal, regression,"
                + " multi-label.");
    Atled.run("train", file, "--separator", "coma")
        .failed(
            2,
            "Invalid value for option '--separator': there is no separator \"coma\". Did you mean"
                + " \"comma\"? There are: comma, semicolon, tab, pipe, double-colon, space.");
    Atled.run("train", file, "--skip", "-1")
        .failed(
            2, "Invalid value for option '--skip': \"-1\" is not a whole number of at least 0.");
    Atled.run("eval", priceModel.toString(), "--skip", "1")
        .failed(2, "Option '--skip' goes with a table in a file; name it after the model.");
  }

  /** The first line counts rows and columns, as scikit-learn's files do, and names none. */
  @Test
  void aFirstLineThatIsNoHeaderIsNoticed() {
    StringBuilder rows = new StringBuilder();
    for (int i = 0; i < 40; i++) {
      rows.append(i % 7 + 0.5).append(",").append(i % 5 + 1).append(",1.5,").append(i % 3 + 0.25);
      rows.append(",").append(i % 2).append("\n");
    }
    String counted = csv("counted.csv", "40,4,setosa,versicolor,virginica\n" + rows).toString();
    String bare = csv("bare.csv", rows.toString()).toString();
    String model = folder.resolve("flowers").toString();
    String doubt =
        "warning: line 1 is taken for the names of the columns, but has numbers where there are"
            + " numbers below (\"40\", \"4\"); if it is a row, add --no-header; if it is neither,"
            + " --no-header --skip 1; if it does name them, --header"
            + System.lineSeparator();
    String row =
        ": line 1 should name the columns, but looks like the rows below (0.5, 1, 1.5, 0.25, 0);"
            + " add --no-header if it is one, or --header if it does name them.";

    Atled.run("train", counted, "--target", "4", "--out", model)
        .failed(
            2,
            counted
                + ": \"4\" is the name of column 1 (from 0), but column 4 is \"virginica\"; say"
                + " which by its place, #1 or #4, or, if the first line names no columns, add"
                + " --no-header, and --skip if it is no row either.");
    Atled.run("train", bare, "--target", "4", "--out", model).failed(1, bare + row);
    assertThat(Path.of(model)).doesNotExist();

    assertThat(
            Atled.done("train", counted, "--target", "-1", "--epochs", "1", "--out", model).out())
        .startsWith(doubt);
    assertThat(Atled.done("eval", model, counted).out()).startsWith(doubt);
    assertThat(Atled.run("predict", model, counted).err()).startsWith(doubt);
    assertThat(Atled.done("eval", model).out()).startsWith("counted.csv: 8 test examples");
    assertThat(Atled.done("eval", model, counted, "--header").out()).doesNotContain("warning");
    Atled.run("eval", model, bare).failed(1, bare + row);
    Atled.run("predict", model, bare).failed(1, bare + row);
    assertThat(Atled.done("predict", model, bare, "--no-header").out().lines()).hasSize(41);
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

  @Test
  void filesAreToldFromNames() {
    assertThat(List.of("a.csv", "A.TSV", "a.txt.gz", "a.zip", "a.csv.zip", "d/a", "./xor"))
        .allMatch(TableFile::isMeant);
    assertThat(List.of("xor", "sprials", "csv", "a.", "a.png")).noneMatch(TableFile::isMeant);
    assertThat(TableFile.stem(Path.of("d/a.b.csv.gz"))).isEqualTo("a.b");
    assertThat(TableFile.stem(Path.of("d/a"))).isEqualTo("a");
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
                "12",
                "--out",
                folder.resolve("housing").toString(),
                "--json")
            .json();
    assertThat(json.object("filled").object("missing").intValue("total_bedrooms")).isEqualTo(207);
    assertThat(json.doubleValue("test_r2")).isGreaterThan(0.78);
  }
}
