package org.atled.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.atled.formats.json.JsonPlace;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlotTest {
  @TempDir static Path shared;
  @TempDir Path folder;

  private static Path xor;

  @BeforeAll
  static void train() {
    xor = shared.resolve("xor");
    Atled.done("train", "xor", "--epochs", "3", "--out", xor.toString());
  }

  private static List<String> names(JsonPlace json) {
    return json.list("figures").stream().map(figure -> figure.string("name")).toList();
  }

  private static List<String> files(Path where) throws IOException {
    try (Stream<Path> files = Files.list(where)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void drawsWhatThereIsOfAClassifierOfPoints() throws IOException {
    Path out = folder.resolve("a/b");

    JsonPlace json = Atled.run("plot", xor.toString(), "--out", out.toString(), "--json").json();

    assertThat(names(json)).containsExactly("learning-curves", "confusion-matrix", "decision-map");
    assertThat(files(out)).contains("confusion-matrix.svg", "decision-map.svg");
    JsonPlace first = json.list("figures").getFirst();
    assertThat(first.string("title")).isEqualTo("Learning xor");
    assertThat(Path.of(first.string("svg"))).isEqualTo(out.resolve("learning-curves.svg"));
    assertThat(Files.readString(out.resolve("learning-curves.svg")))
        .contains(">accuracy</text>", ">test, after the epoch</text>", ">3</text>");
    assertThat(json.get("no_data").value().kind()).isEqualTo("null");
  }

  @Test
  void figuresStandWithTheirModelUntilItIsReplaced() {
    Path model = folder.resolve("moons");
    Atled ran = Atled.done("train", "moons", "--epochs", "1", "--plot", "--out", model.toString());

    assertThat(ran.out())
        .containsSubsequence(
            "saved to " + model,
            "drew " + model.resolve("figures/learning-curves.svg"),
            "drew " + model.resolve("figures/decision-map.svg"),
            "next: ");
    assertThat(model.resolve("figures")).isDirectoryContaining("glob:**/confusion-matrix.svg");

    Atled again = Atled.run("train", "moons", "--epochs", "1", "--out", model.toString(), "--json");
    assertThat(model.resolve("figures")).doesNotExist();
    assertThat(again.json().has("figures")).isFalse();

    assertThat(Atled.done("plot", model.toString()).out())
        .startsWith("drew " + model.resolve("figures/learning-curves.svg"));
    assertThat(model.resolve("figures")).isDirectoryContaining("glob:**/learning-curves.svg");
    assertThat(Atled.done("eval", model.toString()).out()).startsWith("moons");
  }

  @Test
  void trainTellsProgramsWhatItDrew() {
    Path model = folder.resolve("xor");

    Atled ran =
        Atled.run("train", "xor", "--epochs", "1", "--plot", "--json", "--out", model.toString());

    assertThat(names(ran.json()))
        .containsExactly("learning-curves", "confusion-matrix", "decision-map");
    assertThat(ran.err()).contains("drew " + model.resolve("figures/confusion-matrix.svg"));
    assertThat(Atled.run("train", "houses.csv", "--target", "kind", "--folds", "3", "--plot"))
        .satisfies(refused ->
            refused.failed(
                2,
                "Option '--plot' goes with a model that is kept, and --folds measures and keeps"
                    + " none; leave it out, or --folds."));
  }

  @Test
  void withoutDataTheCurvesAreDrawn() throws IOException {
    Path model = copy(xor, folder.resolve("mine"));
    Path description = model.resolve("model.json");
    Files.writeString(
        description, Files.readString(description).replace("\"xor\"", "\"my own data\""));

    Atled ran = Atled.run("plot", model.toString(), "--json");

    assertThat(ran.exitCode()).isZero();
    assertThat(names(ran.json())).containsExactly("learning-curves");
    assertThat(ran.json().string("no_data"))
        .startsWith("drawn without data: There is no data set \"my own data\".");
    assertThat(ran.err()).contains("drawn without data: ");
  }

  @Test
  void whereThereIsNothingToDrawItSaysSo() throws IOException {
    Path model = copy(xor, folder.resolve("mine"));
    Path description = model.resolve("model.json");
    Files.writeString(description, Files.readString(description).replace("\"xor\"", "\"mine\""));
    Files.delete(model.resolve("history.json"));

    Atled ran = Atled.run("plot", model.toString());

    assertThat(ran.exitCode()).isEqualTo(2);
    assertThat(ran.err())
        .startsWith("atled: There is nothing to draw of the model in " + model + ": it has no")
        .contains("There is no data set \"mine\".");
    assertThat(model.resolve("figures")).doesNotExist();
  }

  private static Path copy(Path from, Path to) throws IOException {
    Files.createDirectory(to);
    for (String name : files(from)) {
      if (Files.isRegularFile(from.resolve(name))) {
        Files.copy(from.resolve(name), to.resolve(name));
      }
    }
    return to;
  }

  @Test
  void modelsOfTablesAreDrawnToo() throws IOException {
    StringBuilder text = new StringBuilder("size,age,kind,price\n");
    for (int i = 0; i < 120; i++) {
      text.append(i % 37).append(',').append(i % 11).append(i % 37 < 18 ? ",hut," : ",hall,");
      text.append(3000 + 100 * (i % 37) - 20 * (i % 11)).append('\n');
    }
    Path csv = Files.writeString(folder.resolve("houses.csv"), text);
    Path kind = folder.resolve("kind");
    Path price = folder.resolve("price");
    Atled.done(
        "train",
        csv.toString(),
        "--target",
        "kind",
        "--drop",
        "price",
        "--epochs",
        "2",
        "--plot",
        "--out",
        kind.toString());
    Atled.done(
        "train", csv.toString(), "--target", "price", "--epochs", "2", "--out", price.toString());

    assertThat(Files.readString(kind.resolve("figures/decision-map.svg")))
        .contains(">size in deviations from its mean</text>", ">hut</text>", "P(hut) = 0.5");
    JsonPlace json = Atled.run("plot", price.toString(), "--json").json();
    assertThat(names(json)).containsExactly("learning-curves", "found");
    assertThat(Files.readString(price.resolve("figures/found.svg")))
        .contains(">price, true</text>", ">price, found</text>", ">5,000</text>");

    Files.delete(csv);
    Atled without = Atled.run("plot", price.toString());
    assertThat(without.exitCode()).isZero();
    assertThat(without.out()).contains("learning-curves.svg", "drawn without data: ");
  }

  @Test
  void whatIsNoModelIsNamed() {
    Path nowhere = folder.resolve("nowhere");

    Atled.run("plot", nowhere.toString())
        .failed(
            1,
            nowhere + ": there is no such folder; train with --out, or save a model there, first.");
  }
}
