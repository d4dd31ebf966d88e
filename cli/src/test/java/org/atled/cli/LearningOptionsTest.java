package org.atled.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.atled.formats.json.JsonPlace;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LearningOptionsTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "adamw:amsgrad --lr 0.01 --schedule warmup:1,cosine --decay-matrices-only --accumulate 2",
        "sgd:nesterov --lr 0.05 --schedule one-cycle --clip-norm 1",
        "muon --schedule restarts:2:2 --clip-value 0.5",
        "rmsprop:centred --momentum 0.5 --schedule plateau:1:0.5",
        "lion --lr 0.003 --schedule step:2:0.5 --weight-decay 0.1"
      })
  void whatIsSaidIsDoneAndShown(String options) {
    String[] words = options.split(" ", -1);
    String[] command = new String[words.length + 8];
    System.arraycopy(
        new String[] {
          "train", "xor", "--epochs", "6", "--out", folder.resolve("m").toString(), "--optimizer"
        },
        0,
        command,
        0,
        7);
    System.arraycopy(words, 0, command, 7, words.length);
    command[words.length + 7] = "--json";

    Atled ran = Atled.run(command);

    assertThat(ran.err()).contains("training: mlp:32,32 tanh, " + words[0] + " ");
    JsonPlace json = ran.json();
    assertThat(json.doubleValue("test_accuracy")).isGreaterThan(0.85);
    assertThat(json.object("scores").doubleValue("f1_macro")).isGreaterThan(0.85);
  }

  /** One step in an epoch, of all rows. */
  @Test
  void flowersAreLearnedInFewSearches() {
    Path file = RealData.folder("sklearn").resolve("iris.csv");
    JsonPlace searched = iris(file, "--optimizer", "lbfgs", "--epochs", "3");
    JsonPlace usual = iris(file, "--epochs", "20");

    assertThat(searched.longValue("steps")).isEqualTo(3);
    assertThat(usual.longValue("steps")).isEqualTo(20 * 8);
    assertThat(searched.doubleValue("train_loss")).isLessThan(usual.doubleValue("train_loss"));
    assertThat(searched.doubleValue("test_accuracy")).isGreaterThan(0.9);
  }

  private JsonPlace iris(Path file, String... more) {
    List<String> all =
        new ArrayList<>(
            List.of("train", file.toString(), "--skip", "1", "--no-header", "--target", "4"));
    all.addAll(List.of("--json", "--out", folder.resolve("iris").toString()));
    all.addAll(List.of(more));
    return Atled.run(all.toArray(String[]::new)).json();
  }

  @Test
  void theEndOfARunShowsEachClass() {
    Atled ran =
        Atled.done(
            "train",
            "blobs",
            "--epochs",
            "2",
            "--label-smoothing",
            "0.1",
            "--out",
            folder.resolve("m").toString());

    assertThat(ran.out())
        .containsPattern("class +examples +precision +recall +F1\n0 +\\d+ +[\\d.]+ % +[\\d.]+ %");
  }

  @Test
  void aRateIsFoundAndDrawn() {
    Atled ran =
        Atled.run("train", "xor", "--find-lr", "--json", "--out", folder.resolve("m").toString());

    assertThat(ran.json().doubleValue("lr")).isBetween(1e-4, 1.0);
    assertThat(ran.err()).containsPattern("proposed: --lr \\d\\.\\de-0\\d");
    assertThat(folder.resolve("xor-learning-rate.svg")).exists();
    assertThat(folder.resolve("m")).doesNotExist();
  }

  /** Which learns something else than tiles of 2, and is kept in run.yaml. */
  @Test
  void tilesOfFourAreAskedForByName() {
    String[] all = {
      "train", "digits", "--model", "cnn", "--find-lr", "--tiles", "3", "--out", folder + "/m"
    };
    Atled.run(all)
        .failed(
            2,
            "Invalid value for option '--tiles': \"3\" is no size of tiles, which are of 2 or 4"
                + " windows.");
    Atled.run("train", "xor", "--tiles", "4", "--out", folder.resolve("m").toString())
        .failed(
            2,
            "No convolution of the network is computed in tiles of 4×4 windows (--tiles): it takes"
                + " a kernel of 3×3, steps of 1, no groups, 16 channels or more in and out, and"
                + " images that are not too small; leave the tiles out.");
    Atled.run("train", "moons", "--model", "vae", "--tiles", "4", "--mixup", "1")
        .failed(
            2,
            "Options '--tiles' and '--mixup' do not go with the model vae:16, which makes examples;"
                + " leave them out.");
    assertThat(folder).isEmptyDirectory();
    assertThat(Atled.done("train", "digits", "--model", "cnn", "--tiles", "4", "--dry-run").out())
        .contains("\ntiles: 4\n");
  }

  @Test
  void mistakesAreNamed() {
    Atled.run("train", "xor", "--clip-norm", "1", "--clip-value", "1")
        .failed(2, "Options '--clip-norm' and '--clip-value' are two ways; give one.");
    Atled.run("train", "xor", "--decay-matrices-only", "--out", folder.resolve("m").toString())
        .failed(
            2,
            "Option '--decay-matrices-only' goes with a weight decay, of which adam has none here;"
                + " add --weight-decay 0.01.");
    Atled.run("train", "xor", "--optimizer", "sgd", "--schedule", "warmup:1,one-cycle")
        .failed(
            2,
            "Option '--schedule warmup:1,one-cycle' changes the momentum too, of which sgd has none"
                + " here; add --momentum 0.9.");
    Atled.run("train", "xor", "--optimizer", "adagrad", "--schedule", "one-cycle")
        .failed(
            2,
            "Option '--schedule one-cycle' changes the momentum too, of which adagrad has none"
                + " here; take another schedule.");
    for (String option : List.of("--find-lr", "--schedule=cosine")) {
      String name = option.split("=", 2)[0];
      Atled.run("train", "xor", "--optimizer", "rprop", option, "--out", folder + "/m")
          .failed(
              2,
              "Option '"
                  + name
                  + "' goes with sgd, adam, adamw, nadam, radam, adamax, adagrad, adadelta,"
                  + " rmsprop, lion, muon, but the optimizer is rprop; leave "
                  + name
                  + " out, or add --optimizer sgd.");
    }
    Atled.run("train", "xor", "--find-lr", "--plot", "--out", folder.resolve("m").toString())
        .failed(2, "Option '--find-lr' saves no model to draw; leave out --plot, or --find-lr.");
    Atled.run("train", "xor", "--schedule", "linear:-1", "--out", folder.resolve("m").toString())
        .failed(
            2,
            "Invalid value for option '--schedule': Schedule: the factor is -1.0 but"
                + " must be at least 0.0 and finite.");
    Atled.run("train", "xor", "--label-smoothing", "0.1", "--out", folder.resolve("m").toString())
        .failed(2, "Option '--label-smoothing' goes with more than two classes; leave it out.");
  }
}
