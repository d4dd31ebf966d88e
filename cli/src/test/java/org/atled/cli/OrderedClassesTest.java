package org.atled.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.atled.formats.json.JsonPlace;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Classes in order, from training to predictions. */
class OrderedClassesTest {
  private static final String ORDER = "small,medium,large,huge";

  @TempDir Path folder;
  private String file;
  private String out;

  @BeforeEach
  void write() throws IOException {
    List<String> names = List.of(ORDER.split(",", -1));
    String rows =
        IntStream.range(0, 120)
            .mapToObj(i -> "%d,%d,%s".formatted(i % 24, i % 7, names.get(i % 24 / 6)))
            .collect(Collectors.joining("\n"));
    file = Files.writeString(folder.resolve("s.csv"), "a,b,size\n" + rows).toString();
    out = folder.resolve("model").toString();
  }

  @Test
  void oneScoreTellsThemApart() {
    Atled ran =
        Atled.run(
            "train",
            file,
            "--target",
            "size",
            "--task",
            "ordinal",
            "--classes",
            ORDER,
            "--out",
            out,
            "--json");
    JsonPlace json = ran.json();
    assertThat(ran.err())
        .contains(
            "target: size, an ordinal classification (as you say)",
            "Linear(32, 1)",
            ", rank_error 0.")
        .containsPattern("1 +ProportionalOdds\\(4\\) +\\[1, 4\\] +3");
    assertThat(json.string("task")).isEqualTo("ordinal");
    assertThat(json.doubleValue("test_accuracy")).isGreaterThan(0.8);
    assertThat(json.doubleValue("test_rank_error")).isLessThan(0.2);
    JsonPlace measured = Atled.done("eval", out, "--json").json();
    assertThat(measured.doubleValue("test_rank_error"))
        .isEqualTo(json.doubleValue("test_rank_error"));
    assertThat(measured.list("classes").stream().map(one -> one.string("class")))
        .containsExactly("small", "medium", "large", "huge");
    List<String> said = Atled.done("predict", out, file).out().lines().toList();
    assertThat(said.getFirst()).isEqualTo("line,size,probability");
    assertThat(said.get(1)).startsWith("2,small,0.");
    assertThat(said.get(24)).startsWith("25,huge,0.");
    assertThat(
            Atled.done(
                    "train",
                    file,
                    "--target",
                    "size",
                    "--task",
                    "ordinal",
                    "--classes",
                    ORDER,
                    "--folds",
                    "2",
                    "--epochs",
                    "1",
                    "--class-weights",
                    "balanced")
                .out())
        .contains("over 2 folds", "rank_error ", "class weights: small: ");
  }

  @Test
  void numbersHaveTheirOrderAndTwoClassesAreOneLogit() throws IOException {
    String text = Files.readString(Path.of(file));
    String numbered =
        text.replace("small", "1")
            .replace("medium", "2")
            .replace("large", "3")
            .replace("huge", "10");
    String numbers = Files.writeString(folder.resolve("n.csv"), numbered).toString();
    Atled.done(
        "train", numbers, "--target", "size", "--task", "ordinal", "--epochs", "1", "--out", out);
    assertThat(Atled.done("eval", out).out()).containsSubsequence("1  ", "2  ", "3  ", "10  ");
    String two =
        Files.writeString(
                folder.resolve("two.csv"),
                numbered
                    .replace(",3\n", ",2\n")
                    .replace(",10\n", ",2\n")
                    .replaceAll(",(3|10)$", ",2"))
            .toString();
    assertThat(
            Atled.done(
                    "train",
                    two,
                    "--target",
                    "size",
                    "--task",
                    "ordinal",
                    "--epochs",
                    "1",
                    "--out",
                    out)
                .out())
        .contains("rank_error ")
        .doesNotContain("ProportionalOdds");
  }

  @Test
  void anOrderThatNobodyKnowsIsAskedFor() {
    Atled.run("train", file, "--target", "size", "--task", "ordinal")
        .failed(
            2,
            file
                + ": column \"size\" is text, such as small, medium, large, huge, of which nobody"
                + " says the order; name all of it from the least to the greatest: --classes"
                + " low,medium,high.");
    Atled.run(
            "train",
            file,
            "--target",
            "size",
            "--task",
            "ordinal",
            "--classes",
            "small,medium,large")
        .failed(
            1,
            file
                + ": line 20, column \"size\": \"huge\" is none of the classes in their order,"
                + " which are small, medium, large; name it among them, or leave it empty to leave"
                + " the row out.");
    Atled.run("train", file, "--target", "size", "--classes", ORDER)
        .failed(
            2,
            "Option '--classes' goes with --images FILE, or with DATASET.npz, but \""
                + file
                + "\" is another data set; leave it out.");
    Atled.run("train", file, "--target", "a,b", "--task", "ordinal")
        .failed(
            2,
            file
                + ": classes are learned of one column at a time; name one target, or, if each of"
                + " the 2 is so or not, --task multi-label.");
  }
}
