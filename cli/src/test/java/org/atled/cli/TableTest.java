package org.atled.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.atled.core.shape.Shape;
import org.atled.core.tensor.Tensor;
import org.atled.formats.json.JsonPlace;
import org.atled.formats.npy.Npy;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** CSV files in and predictions out. */
class TableTest {
  @TempDir static Path shared;
  @TempDir Path folder;

  private static Path houses;
  private static Path priceModel;
  private static JsonPlace priceTrained;
  private static Path kindModel;

  /** price = 10 · size + 300 in town, 100 elsewhere; every tenth size is missing. */
  static Path houses(Path folder) throws IOException {
    StringBuilder text = new StringBuilder("size,place,kind,price\n");
    for (int i = 0; i < 200; i++) {
      boolean town = i % 3 == 0;
      String size = i % 10 == 9 ? "" : Integer.toString(i % 37);
      double price = 10 * (i % 37) + (town ? 300 : 100) + 0.5;
      text.append(size).append(town ? ",town," : ",land,").append(i % 37 < 18 ? "hut," : "hall,");
      text.append(i == 150 ? "?" : price).append('\n');
    }
    return Files.writeString(folder.resolve("houses.csv"), text);
  }

  @BeforeAll
  static void train() throws IOException {
    houses = houses(shared);
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
    try {
      return Files.writeString(folder.resolve(name), text);
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
}
