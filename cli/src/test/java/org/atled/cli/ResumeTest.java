package org.atled.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.atled.core.tensor.Tensor;
import org.atled.formats.file.LockFile;
import org.atled.formats.json.JsonPlace;
import org.atled.train.SavedModel;
import org.atled.train.SavedRun;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs that are killed, resumed, and end with other weights than the last. */
class ResumeTest {
  @TempDir Path folder;
  private Path out = Path.of("");

  @BeforeEach
  void name() {
    out = folder.resolve("m");
  }

  private Atled train(Path to, String... args) {
    List<String> all = new ArrayList<>(List.of("train", "xor", "--model", "mlp:8"));
    all.addAll(List.of(args));
    all.addAll(List.of("--batch-size", "100", "--out", to.toString()));
    return Atled.run(all.toArray(String[]::new));
  }

  private static byte[] weights(Path of) throws IOException {
    return Files.readAllBytes(of.resolve("model.safetensors"));
  }

  /**
   * What a process leaves that is killed after so many checkpoints, and before it saves a model.
   */
  private static void killAfter(Path run, int checkpoints) throws IOException {
    try (Stream<Path> all = Files.walk(run)) {
      for (Path each : all.filter(Files::isRegularFile).toList()) {
        String name = each.getFileName().toString();
        if (!name.endsWith(".ckpt")
            || Integer.parseInt(name.substring(0, name.indexOf('-'))) > checkpoints) {
          Files.delete(each);
        }
      }
    }
  }

  @Test
  void aRunThatWasKilledGoesOnByItsFolderAlone() throws IOException {
    Path whole = folder.resolve("whole");
    train(whole, "--epochs", "4", "--dropout", "0.2", "--optimizer", "adamw", "--seed", "3");
    String[] said = {
      "--epochs",
      "4",
      "--dropout",
      "0.2",
      "--optimizer",
      "adamw",
      "--seed",
      "3",
      "--checkpoint-steps",
      "7",
      "--keep-checkpoints",
      "99"
    };
    assertThat(train(out, said).err()).isEmpty();
    assertThat(weights(out)).isEqualTo(weights(whole));
    killAfter(out, 2); // after 7 steps, and 10, which are an epoch

    Atled again = train(out, "--lr", "1e30", "--activation", "relu");
    assertThat(again.out())
        .startsWith(
            out
                + " holds checkpoints of a run that did not end, which atled train --resume "
                + out
                + " goes on with; they go when this run writes there");
    assertThat(again.exitCode()).isEqualTo(1); // and then they are still there

    Atled resumed = Atled.done("train", "--resume", out.toString(), "--threads", "3");

    assertThat(resumed.out())
        .contains(
            "resumed: "
                + out.resolve("checkpoints/000002-step-10-best.ckpt")
                + ", after 10 steps and 1 whole epoch")
        .contains(
            "training: mlp:8 tanh dropout 0.2, adamw 0.001 cosine, 4 epochs of batches of 100, seed"
                + " 3")
        .contains("epoch 2/4")
        .doesNotContain("epoch 1/4");
    assertThat(weights(out)).isEqualTo(weights(whole));
    // There is nothing left to do but to save.
    assertThat(Atled.done("train", "--resume", out.toString()).out())
        .contains(
            ", after 40 steps and 4 whole epochs, which are all; the model is saved, and more are"
                + " learned with --epochs");
    assertThat(weights(out)).isEqualTo(weights(whole));
    // More epochs than planned hold for the next time too.
    Atled longer = Atled.run("train", "--resume", out.toString(), "--epochs", "6", "--json");
    assertThat(longer.json().intValue("epochs")).isEqualTo(6);
    assertThat(SavedRun.read(out).epochs()).isEqualTo(6);
    assertThat(
            JsonPlace.parse(Files.readAllBytes(out.resolve("training.json")), "")
                .object("notes")
                .strings("arguments"))
        .contains("--epochs=6", "--optimizer=adamw", "xor")
        .doesNotContain("--epochs=4", "--json");
  }

  @Test
  void nothingElseMayBeSaidAgain() {
    train(out, "--epochs", "1");
    Atled.run("train", "--resume", out.toString(), "--lr", "0.5")
        .failed(
            2,
            "Option '--lr' was decided when the run began; with --resume leave it out. --epochs and"
                + " --threads may be said again.");
    Atled.run("train", "xor", "--resume", out.toString())
        .failed(
            2,
            "What is learned from was decided when the run began; with --resume leave out"
                + " \"xor\".");
    for (String[] more : new String[][] {{}, {"--epochs", "1"}}) {
      List<String> all = new ArrayList<>(List.of("train", "--resume", out.toString()));
      all.addAll(List.of(more));
      Atled.run(all.toArray(String[]::new))
          .failed(
              1,
              "The run in %s came to its end: its only epoch is over, and its model is saved there. To train it further, ask for more epochs, such as --resume %s --epochs 2."
                  .formatted(out, out));
    }
    assertThat(Atled.done("train", "--resume", out.toString(), "--epochs", "2").out())
        .contains("epoch 2/2");
    Atled.run("train", "--resume", out.toString())
        .failed(
            1,
            "The run in %s came to its end: all its 2 epochs are over, and its model is saved there. To train it further, ask for more epochs, such as --resume %s --epochs 4."
                .formatted(out, out));
    Path nowhere = folder.resolve("nowhere");
    Atled.run("train", "--resume", nowhere.toString())
        .failed(
            1,
            nowhere + ": there is no such folder; train with --out, or save a model there, first.");
  }

  @Test
  void whoMeasuresIsToldOfCheckpointsBeyondTheModel() throws IOException {
    String note =
        "note: %s also holds checkpoints of a run that did not end, the newest after 7 steps; this is the model that was saved before, and atled train --resume %s goes on with the run"
            .formatted(out, out);
    Path killed = folder.resolve("killed");
    train(killed, "--epochs", "1", "--checkpoint-steps", "7", "--keep-checkpoints", "9");
    killAfter(killed, 1);
    for (String command : List.of("eval", "summary", "plot")) {
      Atled.run(command, killed.toString())
          .failed(
              1,
              "%s holds no model yet, but checkpoints of a run that did not end; atled train --resume %s goes on with it, and saves one."
                  .formatted(killed, killed));
    }
    train(out, "--epochs", "1", "--checkpoint-steps", "7");
    assertThat(Atled.done("eval", out.toString()).out()).doesNotContain("note:");
    assertThat(Atled.done("eval", out.toString()).out()).startsWith("xor: ");
    // A second run there was killed.
    try (Stream<Path> of = Files.list(out.resolve("checkpoints"))) {
      for (Path each : of.toList()) {
        Files.delete(each);
      }
    }
    try (Stream<Path> of = Files.list(killed.resolve("checkpoints"))) {
      for (Path each : of.toList()) {
        Files.copy(each, out.resolve("checkpoints").resolve(each.getFileName()));
      }
    }

    assertThat(Atled.done("eval", out.toString()).out()).startsWith(note).contains("xor: ");
    Atled json = Atled.run("eval", out.toString(), "--json");
    assertThat(json.err()).startsWith(note);
    assertThat(json.json().string("dataset")).isEqualTo("xor");
  }

  @Test
  void aDamagedCheckpointIsNamedAndASecondRunRefused() throws IOException {
    train(out, "--epochs", "2", "--checkpoint-steps", "4", "--keep-checkpoints", "99");
    killAfter(out, 2);
    Path newest;
    try (Stream<Path> all = Files.list(out.resolve("checkpoints"))) {
      newest = all.max(Path::compareTo).orElseThrow();
    }
    byte[] bytes = Files.readAllBytes(newest);
    bytes[bytes.length - 5] ^= 4;
    Files.write(newest, bytes);
    try (LockFile _ = LockFile.of(folder.resolve(".m.lock"), out)) {
      Atled.run("train", "--resume", out.toString())
          .failed(
              1,
              "Cannot write %s: process %d is writing to it; let that end, or choose another path."
                  .formatted(out, ProcessHandle.current().pid()));
    }
    Path left = folder.resolve(".m." + ProcessHandle.current().pid() + "-9999.tmp");
    Files.createDirectory(left);

    assertThat(Atled.done("train", "--resume", out.toString()).out())
        .contains(
            "warning: " + newest + ": is damaged: its checksum is not that of its numbers.",
            "resumed: " + out.resolve("checkpoints/000001-step-4.ckpt") + ", after 4 steps");
    assertThat(left).doesNotExist();
    try (Stream<Path> all = Files.list(folder)) {
      assertThat(all).containsExactly(out);
    }
  }

  @Test
  void theBestWeightsAreSavedAndItSaysOfWhichEpoch() {
    Atled ran = train(out, "--epochs", "40", "--patience", "2", "--least-change", "0.3", "--json");

    // No epoch is that much better than the first.
    JsonPlace json = ran.json();
    assertThat(ran.exitCode()).isZero();
    assertThat(ran.err())
        .contains("weights: those of epoch 1, the best of 3; none after it was better")
        .contains("done in ");
    assertThat(json.intValue("weights_epoch")).isEqualTo(1);
    assertThat(json.bool("interrupted")).isFalse();
    assertThat(Atled.done("eval", out.toString(), "--json").json().doubleValue("test_accuracy"))
        .isEqualTo(json.doubleValue("test_accuracy"));
    train(folder.resolve("one"), "--epochs", "40", "--patience", "1", "--average", "swa")
        .failed(
            2,
            "Options '--patience' and '--average' save other weights than the last, each others;"
                + " give one.");
    train(folder.resolve("one"), "--least-change", "1")
        .failed(2, "Option '--least-change' goes with --patience; add --patience 5.");
  }

  @Test
  void meansOfWeightsAreSaved() throws IOException {
    Path last = folder.resolve("last");
    train(last, "--epochs", "8");
    assertThat(train(out, "--epochs", "8", "--average", "ema:0.9").out())
        .contains("weights: the mean over 80 steps; the test numbers are theirs");
    assertThat(weights(out)).isNotEqualTo(weights(last));
    Path equal = folder.resolve("equal");
    assertThat(train(equal, "--epochs", "8", "--average", "swa").out())
        .contains("weights: the mean over 2 epochs; the test numbers are theirs");
    assertThat(weights(equal)).isNotEqualTo(weights(out)).isNotEqualTo(weights(last));
    train(out, "--average", "ema:2")
        .failed(
            2,
            "Invalid value for option '--average': \"ema:2\" is not a mean of weights; write it as"
                + " ema:0.999 or swa:0.25, with a number between 0 and 1.");
  }

  @Test
  void penaltiesAndNormsHoldWeightsSmall() throws IOException {
    train(out, "--epochs", "2", "--l1", "0.*:0.01", "--l2", "0.001", "--max-norm", "0.2");
    Tensor first = SavedModel.load(out).model().parameters().getFirst().value();
    byte[] penalised = weights(out);

    for (double norm : first.square().sum(1).sqrt().toDoubles()) {
      assertThat(norm).isBetween(0.0, 0.2001);
    }
    train(out, "--epochs", "2", "--l2", "0.001", "--max-norm", "0.2");
    assertThat(weights(out)).isNotEqualTo(penalised);
    train(out, "--l1", "x")
        .failed(
            2,
            "Invalid value for option '--l1' ([PATTERN:]A): \"x\" is not a number of at least 0,"
                + " such as 0.01.");
  }

  /** Other examples in each epoch, and the same after the process ended. */
  @Test
  void whatIsVariedGoesOnToo() throws IOException {
    String[] said = {
      "--epochs", "3", "--input-noise", "0.1", "--mixup", "0.2", "--checkpoint-steps", "7"
    };
    assertThat(train(out, said).err()).isEmpty();
    byte[] whole = weights(out);
    killAfter(out, 99);
    try (Stream<Path> all = Files.list(out.resolve("checkpoints"))) {
      Files.delete(all.max(Path::compareTo).orElseThrow()); // that of the last epoch
    }

    Atled.done("train", "--resume", out.toString());

    assertThat(weights(out)).isEqualTo(whole);
    train(folder.resolve("plain"), "--epochs", "3");
    assertThat(weights(folder.resolve("plain"))).isNotEqualTo(whole);
  }

  @Test
  void pathsAreKeptWhole() throws IOException {
    Path csv = Files.writeString(folder.resolve("t.csv"), "a,b\n1,2\n2,4\n3,6\n4,8\n5,10\n6,12\n");
    Path relative = Path.of("").toAbsolutePath().relativize(csv.toAbsolutePath());
    String[] words = {
      "train", relative.toString(), "--target", "-1", "--epochs", "1", "--out", out.toString()
    };

    assertThat(Atled.run(words).exitCode()).isZero();

    assertThat(SavedRun.read(out).notes().orElseThrow().strings("arguments"))
        .containsExactly("--target=-1", "--epochs=1", csv.toAbsolutePath().normalize().toString());
    assertThat(Atled.run("train", "--resume", out.toString(), "--epochs", "2").exitCode()).isZero();
  }

  @Test
  void theTimeLeftFollowsFromWhatWasDoneHere() {
    assertThat(Bar.left(10, 0, 90)).isEqualTo("-:--");
    assertThat(Bar.left(10, 10, 80)).isEqualTo("1:20");
  }
}
