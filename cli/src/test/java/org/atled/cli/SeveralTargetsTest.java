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

/** Several targets at once, from training to predictions. */
class SeveralTargetsTest {
  @TempDir Path folder;
  private String file;
  private String out;

  @BeforeEach
  void write() throws IOException {
    String rows =
        IntStream.range(0, 100)
            .mapToObj(i ->
                "%d,%d,%d,%d.5,%s,%d"
                    .formatted(
                        i % 11,
                        i % 7,
                        500 + 30 * (i % 11),
                        i % 7 - i % 11,
                        i % 11 > 5 ? "yes" : "no",
                        i % 7 > 2 ? 1 : 0))
            .collect(Collectors.joining("\n"));
    file = Files.writeString(folder.resolve("t.csv"), "a,b,heat,cool,hot,wet\n" + rows).toString();
    out = folder.resolve("model").toString();
  }

  @Test
  void numbersComeInTheirOwnUnits() {
    Atled ran =
        Atled.run(
            "train", file, "--target", "heat,cool", "--drop", "hot,wet", "--out", out, "--json");
    JsonPlace json = ran.json();
    assertThat(ran.err())
        .contains(
            "targets: heat, cool, a regression (the targets are numbers)",
            "loss: mean squared error in deviations of each target, over all of them",
            "rmse of cool ");
    assertThat(json.string("target")).isEqualTo("heat, cool");
    assertThat(json.doubleValue("test_r2")).isGreaterThan(0.95);
    assertThat(json.doubleValue("test_rmse of heat")).isLessThan(30);
    JsonPlace measured = Atled.done("eval", out, "--json").json();
    assertThat(measured.doubleValue("test_rmse of heat"))
        .isEqualTo(json.doubleValue("test_rmse of heat"));
    List<String> said = Atled.done("predict", out, file).out().lines().toList();
    assertThat(said.getFirst()).isEqualTo("line,heat,cool");
    String[] first = said.get(1).split(",", -1);
    assertThat(Double.parseDouble(first[1])).isBetween(440.0, 560.0);
    assertThat(Atled.done("predict", out, file, "--json").json().strings("targets"))
        .containsExactly("heat", "cool");
    assertThat(Atled.done("plot", out).out()).contains("drew ");
    assertThat(
            Atled.done(
                    "train",
                    file,
                    "--target",
                    "heat,cool",
                    "--drop",
                    "hot,wet",
                    "--folds",
                    "2",
                    "--epochs",
                    "2")
                .out())
        .contains("over 2 folds", "rmse of heat ");
  }

  @Test
  void labelsComeAsProbabilities() {
    Atled ran =
        Atled.done("train", file, "--target", "hot,wet", "--drop", "heat,cool", "--out", out);
    assertThat(ran.out())
        .contains(
            "targets: hot, wet, a multi-label classification (each target is 0 and 1, or yes and"
                + " no)",
            "loss: binary cross-entropy of each target, over all of them",
            ": test label_accuracy ",
            " %, exact_match ");
    assertThat(Atled.done("eval", out).out()).contains("label_accuracy ", " %");
    List<String> said = Atled.done("predict", out, file).out().lines().toList();
    assertThat(said.getFirst()).isEqualTo("line,hot,wet");
    assertThat(said.get(1)).matches("2,0\\.0\\d+,0\\.[01]\\d+");
    JsonPlace json = Atled.done("predict", out, file, "--json").json();
    assertThat(json.find("outputs")).isEmpty();
    assertThat(json.list("probabilities").getFirst().items()).hasSize(2);
    Atled.run("train", file, "--target", "hot,wet", "--class-weights", "balanced")
        .failed(2, "Option '--class-weights' goes with classes of one target; leave it out.");
    Atled.run("train", file, "--target", "hot,heat")
        .failed(
            2,
            file
                + ": column \"hot\" has values such as [\"no\", \"yes\"], but several targets at"
                + " once are all numbers, or all 0 and 1 or yes and no; learn it alone.");
  }
}
