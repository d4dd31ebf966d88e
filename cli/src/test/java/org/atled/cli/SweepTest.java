package org.atled.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SweepTest {
  @TempDir Path folder;

  private Path file(String sweep) throws IOException {
    return Files.writeString(
        folder.resolve("rates.yaml"),
        "dataset: xor\nepochs: 1\nout: " + out() + "\nsweep:\n" + sweep);
  }

  private Path out() {
    return folder.resolve("out");
  }

  private String dry(String sweep, String... more) throws IOException {
    List<String> all = new ArrayList<>(List.of("train", file(sweep).toString(), "--dry-run"));
    all.addAll(List.of(more));
    return Atled.done(all.toArray(String[]::new)).out();
  }

  @Test
  void aGridHasAllCombinations() throws IOException {
    assertThat(
            dry(
                """
                  model: ["mlp:8", linear]
                  lr: {from: 0.001, to: 0.1, steps: 3, log: true}
                """))
        .isEqualTo(
            """
            001  model mlp:8, lr 0.001
            002  model mlp:8, lr 0.01
            003  model mlp:8, lr 0.1
            004  model linear, lr 0.001
            005  model linear, lr 0.01
            006  model linear, lr 0.1
            """);
    assertThat(dry("  batch-size: {from: 8, to: 32, steps: 3}\n", "--set", "sweep.seed=[1, 2]"))
        .startsWith("001  batch-size 8, seed 1\n")
        .endsWith("006  batch-size 32, seed 2\n");
  }

  @Test
  void drawsFollowFromTheSeedAndNotFromTheirNumber() throws IOException {
    String sweep =
        """
          random: 3
          lr: {from: 0.001, to: 0.1, log: true}
          dropout: [0, 0.5]
        """;
    String three = dry(sweep);
    String five = dry(sweep, "--set", "sweep.random=5");
    String others = dry(sweep, "--set", "sweep.random-seed=1");

    assertThat(three.lines()).hasSize(3);
    assertThat(five).startsWith(three);
    assertThat(five.lines()).hasSize(5);
    assertThat(others).isNotEqualTo(three);
    assertThat(five.lines().map(line -> line.replaceAll(".*lr ([^,]*),.*", "$1")))
        .allSatisfy(rate -> assertThat(Double.parseDouble(rate)).isBetween(0.001, 0.1));
  }

  @Test
  void whatWasTrainedIsNotTrainedAgainAndWhatFailsIsTold() throws IOException {
    Path file = file("  lr: [0.01, 1e30]\n  activation: [relu]\n");

    Atled first = Atled.done("train", file.toString());

    assertThat(first.out())
        .contains("run 1 of 2: lr 0.01, activation relu", "failed: The loss is NaN")
        .contains("best: " + out().resolve("001"), "results: " + out().resolve("sweep.csv"));
    assertThat(out().resolve("sweep.csv"))
        .content()
        .startsWith(
            "run,lr,epochs,loss,accuracy,best loss,best accuracy,best epoch,state\n001,0.01,1,0.")
        .contains("\n002,1e30,-,-,-,-,-,-,failed\n");
    Path model = out().resolve("001/model.json");
    FileTime before = Files.getLastModifiedTime(model);

    Atled second = Atled.done("train", file.toString(), "--set", "sweep.lr=[0.01, 0.02]");

    assertThat(second.out())
        .contains("run 1 of 2: lr 0.01, activation relu: there already")
        .contains("run 2 of 2: lr 0.02, activation relu\n");
    assertThat(Files.getLastModifiedTime(model)).isEqualTo(before);
    Atled third = Atled.done("train", file.toString(), "--set", "sweep.lr=[0.01]", "--seed", "5");
    assertThat(third.out()).doesNotContain("there already");

    Atled compared =
        Atled.run("compare", out().toString(), "--figure", folder.toString(), "--json");
    assertThat(folder.resolve("compare.svg"))
        .content()
        .contains("Runs side by side", ">001: lr 0.01, seed 5<", ">002: lr 0.02, seed 0<");
    assertThat(compared.json().list("runs")).hasSize(2);
    assertThat(compared.json().list("runs").get(0).object("settings").keys())
        .containsExactlyInAnyOrder("lr", "seed");
  }

  @Test
  void mistakesHaveTheirLine() throws IOException {
    refused(
        "  lr: 0.1\n",
        ", line 5, column 7: a sweep goes over a list of lr, as [a, b], or a range, as {from:"
            + " 0.001, to: 0.1, steps: 3}.");
    refused(
        "  lr: {from: 1, to: 2}\n",
        ", line 5, column 7: a range in a grid has steps; add steps: 5, or draw runs by random:"
            + " 20.");
    refused(
        "  model: {from: 1, to: 2}\n",
        ", line 5, column 10: model is no number and has no range; list what it may be.");
    refused(
        "  lr: {from: 0.1, to: 1, step: 3}\n",
        ", line 5, column 26: a range has from, to, steps and log, but no \"step\". Did you mean"
            + " \"steps\"?");
    refused(
        "  lr: [0.1, low]\n",
        ", line 5, column 13: lr: \"low\" is not a number greater than 0, such as 0.001.");
    refused(
        "  random: few\n",
        ", line 5, column 11: random is a whole number, such as 20, but here is \"few\".");
    refused(
        "  out: [a, b]\n",
        ", line 5, column 3: each run has a folder of its own in --out; leave out \"out\".");
    refused(
        "  seed: {from: 0, to: 9999, steps: 10000}\n  lr: [1, 2]\n",
        ", line 5, column 3: the sweep has 20,000 runs but at most 10,000 are made; take fewer"
            + " values, or random: 20.");
  }

  private void refused(String sweep, String message) throws IOException {
    Path file = file(sweep);
    Atled.run("train", file.toString()).failed(2, file + message);
  }

  @Test
  void runsOfOtherFoldersAreComparedToo() {
    Path a = folder.resolve("a");
    Path b = folder.resolve("b");
    Atled.done("train", "xor", "--epochs", "1", "--out", a.toString());
    Atled.done("train", "xor", "--epochs", "2", "--lr", "0.02", "--out", b.toString());

    String table = Atled.done("compare", a.toString(), b.toString()).out();

    assertThat(table.lines().findFirst().orElseThrow().split(" +", -1))
        .containsExactly(
            "run",
            "epochs",
            "lr",
            "epochs",
            "loss",
            "accuracy",
            "best",
            "loss",
            "best",
            "accuracy",
            "best",
            "epoch",
            "state");
    assertThat(table.lines()).hasSize(3);
    Atled.run("compare", folder.toString())
        .failed(1, folder + ": holds no run.yaml; name a folder that atled train saved to.");
  }
}
