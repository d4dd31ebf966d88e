package org.atled.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.atled.core.random.Seed;
import org.atled.formats.json.JsonPlace;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExplainTest {
  @TempDir private static Path shared;

  private static String table;
  private static String model;

  @TempDir private Path folder;

  @BeforeAll
  static void train() throws IOException {
    var draws = Seed.of(3).draws();
    StringBuilder csv = new StringBuilder("size,colour,noise,price\n");
    for (int i = 0; i < 120; i++) {
      double size = draws.uniform(20, 90);
      boolean red = draws.uniform() < 0.5;
      double price = 1000 * size + (red ? 20_000 : 0);
      csv.append(
          String.format(
              Locale.ROOT,
              "%.1f,%s,%.3f,%.0f\n",
              size,
              red ? "red" : "blue",
              draws.uniform(),
              price));
    }
    table = Files.writeString(shared.resolve("flats.csv"), csv).toString();
    model = shared.resolve("model").toString();
    Atled.done(
        "train", table, "--target", "price", "--model", "mlp:16", "--epochs", "40", "--out", model);
  }

  @Test
  void columnsThatMatterComeFirst() {
    JsonPlace json = Atled.run("explain", model, "--out", folder.toString(), "--json").json();
    var columns = json.list("columns");
    assertThat(columns.getFirst().string("column")).isEqualTo("size");
    double size = columns.getFirst().doubleValue("importance");
    assertThat(columns.getLast().string("column")).isEqualTo("noise");
    assertThat(columns.getLast().doubleValue("importance")).isLessThan(0.2 * size);
    assertThat(folder.resolve("importance.svg")).exists();
    assertThat(folder.resolve("dependence.svg")).exists();
    String text = Atled.done("explain", model, "--out", folder.toString()).out();
    assertThat(text)
        .startsWith("mean absolute error of price ")
        .containsPattern("size from \\d+\\.\\d to \\d+\\.\\d: price from [\\d,]+ to [\\d,]+, mean")
        .containsPattern("colour: price, mean of all rows, for (red|blue) [\\d,]+, (red|blue) ");
  }

  @Test
  void partsOfARowAddUpInTheUnitOfTheTarget() {
    Atled found = Atled.done("explain", model, table, "--rows", "2", "--out", folder.toString());
    assertThat(found.out())
        .containsPattern("row 1 of flats.csv: price [\\d,]+, usually [\\d,]+")
        .contains("row 2 of flats.csv")
        .containsPattern("size +\\d+\\.\\d +[+-][\\d,]+")
        .containsPattern("the parts add up to the difference, -?[\\d,.e+]+, missed by \\d");
    JsonPlace row =
        Atled.run("explain", model, table, "--rows", "1", "--out", folder.toString(), "--json")
            .json()
            .list("rows")
            .getFirst();
    JsonPlace parts = row.object("parts");
    double sum =
        parts.doubleValue("size") + parts.doubleValue("colour") + parts.doubleValue("noise");
    double change = row.doubleValue("says") - row.doubleValue("base");
    assertThat(Math.abs(sum - change)).isLessThan(1e-6 * Math.abs(change) + 1e-6);
  }

  @Test
  void saysThatAnInputIsOfAnotherKind() throws IOException {
    Path image = Files.write(folder.resolve("a.bmp"), ImagesTest.bmp(8, 30));
    Atled.run("explain", model, image.toString())
        .failed(
            2,
            "The model in %s learned from the table flats.csv, but \"%s\" is an image; name a table with the same columns, or none."
                .formatted(model, image));
    Path other = folder.resolve("other.csv");
    Files.writeString(other, "size,noise\n30,0.5\n");
    Atled.run("explain", model, other.toString())
        .failed(2, "%s: there is no column \"colour\". There are: size, noise.".formatted(other));
    String points = folder.resolve("points").toString();
    Atled.done("train", "moons", "--model", "mlp:4", "--epochs", "1", "--out", points);
    Atled.run("explain", points, table)
        .failed(
            2,
            "The model in %s learned from moons, examples [2], of which there are no files; leave \"%s\" out."
                .formatted(points, table));
    Atled.run("explain", model, "--example", "3")
        .failed(
            2,
            "Option '--example' is for models of images, and the model in %s is none; leave it out."
                .formatted(model));
  }

  @Test
  void headsOfATextAreDrawnAndTheRowsOfTheirRolloutAddUp() throws IOException {
    Path text = folder.resolve("cats.txt");
    Files.writeString(text, "the cat sat on the mat.\n".repeat(40));
    String cats = folder.resolve("cats").toString();
    Atled.done(
        "train",
        text.toString(),
        "--model",
        "gpt:2x16",
        "--context",
        "16",
        "--epochs",
        "1",
        "--out",
        cats);
    Path out = folder.resolve("figures");
    JsonPlace json =
        Atled.run("explain", cats, "--prompt", "the cat", "--out", out.toString(), "--json").json();

    assertThat(json.strings("tokens")).containsExactly("t", "h", "e", "␣", "c", "a", "t");
    assertThat(json.intValue("layers")).isEqualTo(2);
    assertThat(json.list("rollout")).hasSize(7);
    for (JsonPlace row : json.list("rollout")) {
      assertThat(row.items().stream().mapToDouble(JsonPlace::asDouble).sum())
          .isCloseTo(1, offset(1e-5));
    }
    double sum = json.list("parts").stream().mapToDouble(JsonPlace::asDouble).sum();
    assertThat(sum)
        .isCloseTo(json.doubleValue("logit") - json.doubleValue("baseline"), offset(1e-4));
    assertThat(json.doubleValue("gap")).isLessThan(1e-4);
    assertThat(out.resolve("tokens.svg")).exists();
    assertThat(out.resolve("attention.svg")).exists();
    assertThat(out.resolve("rollout.svg")).exists();

    recurrentOnesHaveParts(text);

    Atled.run("explain", cats)
        .failed(
            2,
            "The model in %s reads texts; give it one: --prompt TEXT, or a file.".formatted(cats));
    Atled.run("explain", cats, "--prompt", "the cat sat on the mat")
        .failed(
            2,
            "The text has 22 tokens, but the model in %s sees at most 16 at once; give it a shorter one."
                .formatted(cats));
    Atled.run("explain", cats, text.toString(), "--prompt", "the")
        .failed(2, "A file and '--prompt' each name a text; leave one of them out.");
    for (String[] option :
        new String[][] {
          {"--rows", "2", "tables"},
          {"--example", "1", "images"},
          {"--class", "cat", "images and tables"},
          {"--seed", "1", "images and tables, of which something is drawn"}
        }) {
      Atled.run("explain", cats, "--prompt", "the", option[0], option[1])
          .failed(
              2,
              "Option '%s' is for models of %s, and the model in %s is none; leave it out."
                  .formatted(option[0], option[2], cats));
    }
    Atled.run("explain", model, "--prompt", "the")
        .failed(
            2,
            "Option '--prompt' is for models of texts, and the model in %s is none; leave it out."
                .formatted(model));
  }

  /** Without attention there is nothing to draw of it. */
  private void recurrentOnesHaveParts(Path text) {
    String model = folder.resolve("recurrent").toString();
    Path out = folder.resolve("parts");
    Atled.done(
        "train",
        text.toString(),
        "--model",
        "gru:1x8",
        "--context",
        "16",
        "--epochs",
        "1",
        "--out",
        model);
    JsonPlace json =
        Atled.run("explain", model, "--prompt", "the cat", "--out", out.toString(), "--json")
            .json();

    assertThat(json.find("rollout")).isEmpty();
    double sum = json.list("parts").stream().mapToDouble(JsonPlace::asDouble).sum();
    assertThat(sum)
        .isCloseTo(json.doubleValue("logit") - json.doubleValue("baseline"), offset(1e-4));
    assertThat(out.resolve("tokens.svg")).exists();
    assertThat(out.resolve("attention.svg")).doesNotExist();
  }

  @Test
  void saysWhatHasNoUse() {
    Atled.run("explain", model, "--class", "red")
        .failed(2, "The model tells numbers, price, and no classes apart; leave --class out.");
    Atled.run("explain", model, "--rows", "2")
        .failed(
            2,
            "Option '--rows' says how many rows of a table to explain, but none is named; name one,"
                + " or leave it out.");
  }

  @Test
  void pixelsAddUpToTheLogit() throws IOException {
    Path pets = shared.resolve("pets");
    for (String name : new String[] {"dark", "light"}) {
      Path of = Files.createDirectories(pets.resolve(name));
      for (int i = 0; i < 6; i++) {
        Files.write(
            of.resolve(i + ".bmp"), ImagesTest.bmp(12, (name.equals("dark") ? 30 : 180) + i));
      }
    }
    String seen = shared.resolve("seen").toString();
    Atled.done(
        "train", pets.toString(), "--model", "cnn", "--size", "12", "--epochs", "1", "--out", seen);
    String image = pets.resolve("light").resolve("3.bmp").toString();
    JsonPlace json =
        Atled.run("explain", seen, image, "--class", "light", "--out", folder.toString(), "--json")
            .json();
    assertThat(json.doubleValue("gap")).isLessThan(1e-4);
    assertThat(json.doubleValue("sum"))
        .isCloseTo(json.doubleValue("logit") - json.doubleValue("baseline"), offset(1e-4));
    assertThat(folder.resolve("explain.svg")).exists();
    Atled.run("explain", seen, pets.toString())
        .failed(
            2,
            "\"%s\" is a folder, but one image is explained at a time; name an image file, or --example N."
                .formatted(pets));
    Atled.run("explain", seen, table)
        .failed(
            2,
            "The model in %s learned from images [3, 12, 12], but \"%s\" is a table; name an image file, or --example N."
                .formatted(seen, table));
    Atled.run("explain", seen, image, "--class", "lihgt")
        .failed(
            2,
            "The model knows no class \"lihgt\". Did you mean \"light\"? There are: dark, light.");
  }
}
