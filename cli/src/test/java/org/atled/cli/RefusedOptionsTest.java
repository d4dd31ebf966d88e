package org.atled.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Each option of {@code atled train} has a part in what is learned, or is refused by name: none is
 * passed over. Which it is stands here for every option, so that a new one asks for an answer.
 */
class RefusedOptionsTest {
  /** Options that do not look at what is learned from; --resume takes no other beside it. */
  private static final String ALWAYS =
      "--model --epochs --batch-size --seed --threads --out --plot --no-progress --json --debug"
          + " --help --dry-run --optimizer --lr --schedule --momentum --weight-decay"
          + " --decay-matrices-only --l1 --l2 --max-norm --clip-norm --clip-value"
          + " --checkpoint-steps --checkpoint-minutes --keep-checkpoints --log --tensorboard"
          + " --schema --resume";

  private static final String NETWORK =
      " --find-lr --patience --least-change --average --label-smoothing --accumulate"
          + " --input-noise --mixup --activation --dropout";

  private static final String CSV =
      " --header --skip --separator --widths --comment --decimal --missing --encoding --sheet"
          + " --scratch";

  /** What an option takes, where it is not 1. */
  private static final Map<String, String> VALUES =
      Map.ofEntries(
          Map.entry("--average", "swa"),
          Map.entry("--activation", "relu"),
          Map.entry("--dropout", "0.1"),
          Map.entry("--tiles", "4"),
          Map.entry("--label-smoothing", "0.1"),
          Map.entry("--augment", "flip"),
          Map.entry("--task", "regression"),
          Map.entry("--class-weights", "balanced"),
          Map.entry("--folds", "3"),
          Map.entry("--calendar", "month"),
          Map.entry("--tokenizer", "characters"),
          Map.entry("--jdbc", "jdbc:h2:mem:none"),
          Map.entry("--header", "none"),
          Map.entry("--separator", ";"),
          Map.entry("--decimal", ","),
          Map.entry("--encoding", "UTF-8"),
          Map.entry("--set", "lr=1"));

  @TempDir Path folder;

  private String series;
  private String text;

  @BeforeEach
  void files() throws IOException {
    List<String> lines = new ArrayList<>(List.of("month,sold"));
    for (int t = 0; t < 40; t++) {
      lines.add(t + "," + (t % 7));
    }
    series = Files.write(folder.resolve("series.csv"), lines).toString();
    Path words = folder.resolve("text.txt");
    text = Files.writeString(words, "to be or not to be\n".repeat(99)).toString();
  }

  /** All options of the command but those that are obeyed: each must be refused by its name. */
  private void refuses(String obeyed, String... command) {
    Set<String> none = new LinkedHashSet<>();
    Set<String> known = Set.of((ALWAYS + " " + obeyed).strip().split(" +", -1));
    for (OptionSpec option : CommandSpec.forAnnotatedObject(TrainCommand.class).options()) {
      String name = option.longestName();
      if (known.contains(name)) {
        none.add(name);
        continue;
      }
      List<String> all = new ArrayList<>(List.of(command));
      all.add(name);
      if (option.arity().min() > 0) {
        all.add(VALUES.getOrDefault(name, "1"));
      }
      Path out = folder.resolve("out");
      all.addAll(List.of("--out", out.toString()));
      Atled ran = Atled.run(Stream.concat(Stream.of("train"), all.stream()).toArray(String[]::new));
      assertThat(ran.exitCode()).as(String.join(" ", all)).isIn(1, 2);
      // Of two that do not go together either may be named.
      assertThat(ran.err())
          .as(String.join(" ", all))
          .containsPattern(name.substring(2) + "|--target|--context");
      assertThat(out).doesNotExist();
    }
    assertThat(none).as("options that are no more").containsAll(known);
  }

  @Test
  void modelsThatMakeExamples() {
    refuses("--data", "moons", "--model", "vae:2");
  }

  @Test
  void timeSeries() {
    refuses(
        "--target --horizon --lags --season --calendar --time" + CSV + NETWORK,
        series,
        "--target",
        "sold",
        "--horizon",
        "4");
  }

  @Test
  void classesOfSeries() {
    refuses("--target --test --pad" + CSV + NETWORK, series, "--target", "sold", "--model", "fcn");
  }

  @Test
  void tables() {
    refuses(
        "--target --drop --task --log-target --class-weights --weights --rare --hash --embed"
            + " --group --time --folds --horizon --text --dates"
            + CSV
            + NETWORK,
        series,
        "--target",
        "sold");
  }

  @Test
  void rowsWithoutATarget() {
    refuses("--target --drop --text --dates" + CSV + NETWORK, series, "--model", "autoencoder:1");
  }

  @Test
  void windowsOfATimeSeries() {
    refuses(
        "--target --lags --season --time" + CSV + NETWORK,
        series,
        "--target",
        "sold",
        "--model",
        "autoencoder:1");
  }

  @Test
  void texts() {
    refuses(
        "--lines --tokenizer --context --find-lr --patience --least-change --average"
            + " --label-smoothing --dropout",
        text,
        "--context",
        "16");
  }

  @Test
  void linesWithAClass() throws IOException {
    List<String> rows = new ArrayList<>(List.of("word,kind"));
    for (int i = 0; i < 40; i++) {
      rows.add("word " + i + (i % 2 == 0 ? ",a" : ",b"));
    }
    refuses(
        "--target --drop --task --group --time --text --tokenizer --context --refuse-long"
            + " --find-lr --patience --least-change --average --label-smoothing --accumulate"
            + " --dropout"
            + CSV,
        Files.write(folder.resolve("lines.csv"), rows).toString(),
        "--target",
        "kind",
        "--model",
        "bag:4",
        "--epochs",
        "1");
  }

  @Test
  void namedDataSets() {
    refuses("--data" + NETWORK + " --augment --normalize", "moons");
  }

  @Test
  void numbersOfTextsDoNotMix() {
    for (String option : List.of("--mixup", "--input-noise")) {
      Atled.run("train", series, "--target", "sold", "--embed", "1", option, "0.1")
          .failed(
              2,
              "Option '"
                  + option
                  + "' changes the numbers of examples, among which --embed has those of texts;"
                  + " leave --embed or it out.");
    }
  }

  @Test
  void searchesAndFolds() {
    for (String option : List.of("--checkpoint-steps", "--patience", "--log", "--tensorboard")) {
      for (String[] other : List.of(new String[] {"--find-lr"}, new String[] {"--folds", "3"})) {
        List<String> all =
            new ArrayList<>(List.of("train", series, "--target", "sold", option, "1"));
        all.addAll(List.of(other));
        Atled ran = Atled.run(all.toArray(String[]::new));
        assertThat(ran.exitCode()).isEqualTo(2);
        assertThat(ran.err())
            .startsWith("atled: Option '" + option + "' goes with a model that is ")
            .endsWith("; leave it out, or " + other[0] + ".\n");
      }
    }
  }
}
