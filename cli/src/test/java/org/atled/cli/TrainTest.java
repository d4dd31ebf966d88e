package org.atled.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import org.atled.data.Datasets;
import org.atled.formats.json.JsonPlace;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainTest {
  @TempDir Path folder;

  private Path out() {
    return folder.resolve("model");
  }

  private Atled train(String... args) {
    List<String> all = new java.util.ArrayList<>(List.of("train"));
    all.addAll(List.of(args));
    all.addAll(List.of("--out", out().toString()));
    return Atled.run(all.toArray(String[]::new));
  }

  @Test
  void saysWhatItDoesAndWhereTheModelIs() {
    Atled ran = train("xor", "--epochs", "2", "--model", "mlp:8,4", "--activation", "gelu");

    assertThat(ran.err()).isEmpty();
    assertThat(ran.exitCode()).isZero();
    List<String> lines = ran.out().lines().toList();
    assertThat(lines.getFirst()).startsWith("data: xor, ");
    assertThat(ran.out())
        .contains("Linear(2, 8)", "GELU()", "Linear(8, 4)", "Linear(4, 1)", "65 parameters")
        .contains("training: mlp:8,4 gelu, adam 0.01 cosine, 2 epochs of batches of 32, seed 0");
    assertThat(ran.out())
        .containsPattern(
            "epoch 1/2  loss 0\\.\\d{4}  accuracy [01]\\.\\d{4}  \\|  test loss 0\\.\\d{4}"
                + "  accuracy [01]\\.\\d{4}  [\\d,]+ examples/s")
        .containsPattern("done in 0:\\d\\d: test accuracy [\\d.]+ %");
    assertThat(lines.get(lines.size() - 2)).isEqualTo("saved to " + out());
    assertThat(lines.getLast()).isEqualTo("next: ./atled eval " + out());
    assertThat(out()).isDirectoryContaining("glob:**/model.json");
  }

  @Test
  void anEarlierRunIsNamedBeforeItIsReplacedAndOtherFilesStay() throws IOException {
    Atled first = train("xor", "--epochs", "1");
    assertThat(first.out()).doesNotContain("holds a run");
    Path notes = Files.writeString(out().resolve("notes.txt"), "mine");
    Path figures = Files.createDirectory(out().resolve("figures"));
    Files.writeString(figures.resolve("curves.svg"), "<svg/>");
    Files.setLastModifiedTime(
        out().resolve("model.json"), FileTime.from(Instant.parse("2026-11-01T12:00:00Z")));
    Atled second = train("xor", "--epochs", "1", "--seed", "5");

    assertThat(second.err()).isEmpty();
    assertThat(second.out().lines().findFirst().orElseThrow())
        .matches(
            Pattern.quote(out() + " holds a run of 2026-11-0")
                + "[12] \\(test accuracy [\\d.]+ %\\); it will be replaced when this one is saved");
    assertThat(notes).hasContent("mine");
    assertThat(figures).doesNotExist();
    assertThat(
            JsonPlace.parse(Files.readAllBytes(out().resolve("model.json")), "").strings("files"))
        .containsExactly(
            "history.json", "model.safetensors", "optimizer.safetensors", "training.json");
  }

  @Test
  void withJsonTheNumbersStandAloneOnStandardOutput() {
    Atled ran =
        train(
            "moons",
            "--epochs",
            "3",
            "--seed",
            "7",
            "--threads",
            "2",
            "--optimizer",
            "sgd",
            "--momentum",
            "0.9",
            "--dropout",
            "0.1",
            "--json");

    assertThat(ran.exitCode()).isZero();
    assertThat(ran.out().lines()).hasSize(1);
    assertThat(ran.err()).contains("epoch 3/3").contains("saved to ");
    JsonPlace json = ran.json();
    assertThat(json.string("dataset")).isEqualTo("moons");
    assertThat(json.string("model")).contains("Linear(2, 32)", "Dropout(0.1)");
    assertThat(json.intValue("parameters")).isEqualTo(1185);
    assertThat(json.intValue("epochs")).isEqualTo(3);
    assertThat(json.intValue("steps")).isEqualTo(96);
    assertThat(json.bool("interrupted")).isFalse();
    assertThat(json.longValue("seed")).isEqualTo(7);
    assertThat(json.intValue("threads")).isEqualTo(2);
    assertThat(json.has("simd")).isTrue();
    assertThat(json.doubleValue("train_loss")).isBetween(0.0, 0.7);
    assertThat(json.doubleValue("test_loss")).isBetween(0.0, 0.7);
    assertThat(json.doubleValue("test_accuracy")).isBetween(0.8, 1.0);
    assertThat(json.doubleValue("seconds")).isPositive();
    assertThat(json.doubleValue("examples_per_second")).isPositive();
    assertThat(json.string("out")).isEqualTo(out().toString());
  }

  @Test
  void theSeedDecidesEveryBit() throws IOException {
    byte[] first = weights("1");
    byte[] again = weights("1");
    byte[] other = weights("2");

    assertThat(again).isEqualTo(first);
    assertThat(other).isNotEqualTo(first);
  }

  private byte[] weights(String seed) throws IOException {
    assertThat(train("xor", "--epochs", "1", "--dropout", "0.2", "--seed", seed).exitCode())
        .isZero();
    return Files.readAllBytes(out().resolve("model.safetensors"));
  }

  @Test
  void aNetworkIsTakenFromAFileThatIsNeededNoMore() throws IOException {
    train("xor", "--epochs", "1", "--model", "mlp:8,4", "--activation", "gelu", "--dropout", "0.1");
    byte[] weights = Files.readAllBytes(out().resolve("model.safetensors"));
    Path file = Files.copy(out().resolve("model.json"), folder.resolve("net.json"));
    train("xor", "--epochs", "1", "--model", "linear"); // another in its place

    JsonPlace trained = train("xor", "--epochs", "1", "--model", file.toString(), "--json").json();
    Files.delete(file);

    assertThat(Files.readAllBytes(out().resolve("model.safetensors"))).isEqualTo(weights);
    assertThat(trained.string("model"))
        .isEqualTo(
            "Sequential[Linear(2, 8), GELU(), Dropout(0.1), Linear(8, 4), GELU(), Dropout(0.1),"
                + " Linear(4, 1)]");
    assertThat(Atled.done("eval", out().toString(), "--json").json().doubleValue("test_accuracy"))
        .isEqualTo(trained.doubleValue("test_accuracy"));
    assertThat(Atled.done("summary", out().toString()).out()).contains("Linear(8, 4)");
  }

  @Test
  void aNetworkThatDoesNotFitTheDataIsRefused() {
    train("xor", "--epochs", "1", "--model", "linear");
    Path file = out().resolve("model.json");

    Atled.run("train", "blobs", "--model", file.toString())
        .failed(
            2,
            file
                + ": the network gives [1, 1] for one example, but the data need [1, 3]; in the"
                + " file, let Linear \"0\" have \"out\": 3.");
  }

  @Test
  void everyDataSetHasARecipe() {
    for (Datasets.Known known : Datasets.all()) {
      assertThat(Recipe.of(known.name()).epochs()).isPositive();
    }
  }

  @Test
  void everyGeneratedToyIsLearned() {
    assertThat(accuracy("spirals")).isGreaterThan(0.99);
    assertThat(accuracy("blobs")).isGreaterThan(0.95);
  }

  private double accuracy(String dataset) {
    return train(dataset, "--json").json().doubleValue("test_accuracy");
  }

  @Test
  void foldersOnTheWayAreMade() {
    Path deep = folder.resolve("a/b/c");
    Atled.done("train", "blobs", "--epochs", "1", "--out", deep.toString());
    assertThat(deep.resolve("model.json")).exists();
  }

  @Test
  void aLossThatIsNoNumberEndsTrainingAndSavesNothing() {
    Atled ran = train("xor", "--lr", "1e30", "--activation", "relu");

    ran.failed(
        1,
        "The loss is NaN in epoch 1 after 32 examples (step 2); the first number that is not finite"
            + " is in the output of Linear \"2\". Try a smaller learning rate.");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void aFolderOfSomethingElseIsLeftAlone() throws IOException {
    Files.createDirectory(out());
    Files.writeString(out().resolve("diary.txt"), "Dear diary");

    Atled ran = train("xor");

    ran.failed(
        1,
        "Cannot write "
            + out()
            + ": the folder is not empty and holds no model.json, so it is not replaced; choose a"
            + " new or an empty folder.");
    assertThat(ran.out()).isEmpty(); // before any work
    assertThat(out().resolve("diary.txt")).hasContent("Dear diary");
  }

  @Test
  void aFileIsLeftAlone() throws IOException {
    Files.writeString(out(), "a file");

    train("xor")
        .failed(
            1, "Cannot write " + out() + ": it exists and is not a folder; choose another path.");
    Atled.run("train", "xor", "--out", out().resolve("below").toString())
        .failed(
            1,
            "Cannot write "
                + out().resolve("below")
                + ": "
                + out()
                + " is not a folder; make the folder first or choose another path.");
  }

  @Test
  void aReadOnlyFolderIsFoundOutBeforeTraining() throws IOException {
    Assumptions.assumeTrue(
        Files.getFileStore(folder).supportsFileAttributeView("posix"), "needs POSIX permissions");
    Path locked = Files.createDirectory(folder.resolve("locked"));
    Files.setPosixFilePermissions(locked, PosixFilePermissions.fromString("r-xr-xr-x"));

    Atled ran = Atled.run("train", "xor", "--out", locked.resolve("a/b").toString());

    ran.failed(
        1,
        "Cannot write "
            + locked.resolve("a")
            + ": "
            + locked
            + " is read-only; give it write permission or choose another path.");
    assertThat(ran.out()).isEmpty();
  }

  @Test
  void aFailedRunLeavesTheOldModel() throws IOException {
    train("xor", "--epochs", "1");
    byte[] before = Files.readAllBytes(out().resolve("model.safetensors"));

    assertThat(train("xor", "--lr", "1e30", "--activation", "relu").exitCode()).isEqualTo(1);

    assertThat(Files.readAllBytes(out().resolve("model.safetensors"))).isEqualTo(before);
    assertThat(folder).isDirectoryNotContaining("glob:**/.model*");
  }

  @Test
  void aDataFolderMustExist() {
    Path missing = folder.resolve("data");
    train("mnist", "--data", missing.toString())
        .failed(1, "The data folder " + missing + " is not a folder; name one that exists.");
  }

  @Test
  void damagedDataAreNamed() throws IOException {
    Path data = Files.createDirectory(folder.resolve("data"));
    for (String name :
        List.of(
            "train-images-idx3-ubyte",
            "train-labels-idx1-ubyte",
            "t10k-images-idx3-ubyte",
            "t10k-labels-idx1-ubyte")) {
      Files.writeString(data.resolve(name), "not an IDX file");
    }

    Atled ran = train("mnist", "--data", data.toString());

    assertThat(ran.exitCode()).isEqualTo(1);
    assertThat(ran.err().lines()).hasSize(1);
    assertThat(ran.err()).startsWith("atled: " + data.resolve("train-images-idx3-ubyte"));
    assertThat(out()).doesNotExist();
  }
}
