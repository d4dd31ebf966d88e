package org.atled.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.atled.formats.json.JsonPlace;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows that do not count the same, from training to what is measured. */
class RowWeightsTest {
  @TempDir Path folder;
  private Path file;
  private String out;

  /** One row in five counts for fifty, and says the opposite of the others. */
  @BeforeEach
  void write() throws IOException {
    StringBuilder text = new StringBuilder("x,times,y,z\n");
    for (int i = 0; i < 200; i++) {
      boolean heavy = i % 5 == 0;
      boolean up = i % 11 > 5;
      text.append(i % 11 - 5).append(heavy ? ",50," : ",1,");
      text.append(up == heavy ? "up" : "down").append(',').append(heavy ? i % 11 : 5 - i % 3);
      text.append('\n');
    }
    file = Files.writeString(folder.resolve("t.csv"), text.toString());
    out = folder.resolve("model").toString();
  }

  private Atled train(String... more) {
    List<String> all =
        new ArrayList<>(List.of("train", file.toString(), "--target", "y", "--drop", "z"));
    all.addAll(List.of(more));
    return Atled.run(all.toArray(String[]::new));
  }

  @Test
  void heavyRowsDecideWhatIsLearnedAndHowGoodItIs() {
    Atled ran = train("--weights", "times", "--epochs", "20", "--out", out, "--json");
    JsonPlace json = ran.json();
    assertThat(ran.err())
        .contains(
            "not used: \"times\": it says how much rows count",
            "weights: rows count as \"times\" says, in training and in what is measured");
    assertThat(json.string("weights")).isEqualTo("times");
    assertThat(json.doubleValue("test_accuracy")).isGreaterThan(0.8);
    // Of the rows as such four in five are said to be the opposite.
    List<String> said = Atled.done("predict", out, file.toString()).out().lines().toList();
    assertThat(said.get(11)).startsWith("12,up,");
    JsonPlace measured = Atled.run("eval", out, "--json").json();
    assertThat(measured.doubleValue("test_accuracy"))
        .isCloseTo(json.doubleValue("test_accuracy"), within(1e-9));
    assertThat(measured.doubleValue("test_loss"))
        .isCloseTo(json.doubleValue("test_loss"), within(1e-6));
    assertThat(measured.find("scores")).isEmpty();
    assertThat(Atled.done("eval", out, file.toString()).out())
        .contains("weights: rows count as \"times\" says; a table of classes counts each once");
    Atled calibrated = Atled.run("calibrate", out, "--json");
    assertThat(calibrated.err())
        .contains(
            "weights: rows count as \"times\" says",
            "a coverage of 0.95 takes 19 examples to calibrate on, or as much weight as so many of"
                + " the heaviest: these have that of ");
    assertThat(calibrated.json().object("after").doubleValue("accuracy")).isGreaterThan(0.8);
    Atled.run("predict", out, file.toString(), "--sets", "0.95")
        .failed(
            2,
            "A coverage of 0.95 takes at least 19 examples that the model did not learn from to"
                + " calibrate on, but it was calibrated on 20, which weigh as much as 4.3 of the"
                + " heaviest; ask for less, at most 0.812, or calibrate on more.");
  }

  @Test
  void foldsAndNumbersCountAsTheyDo() throws IOException {
    assertThat(train("--weights", "times", "--folds", "2", "--epochs", "2").out())
        .contains("over 2 folds", "weights: rows count as \"times\" says");
    Atled numbers =
        Atled.run(
            "train",
            file.toString(),
            "--target",
            "z",
            "--drop",
            "y",
            "--weights",
            "#1",
            "--task",
            "regression",
            "--epochs",
            "20",
            "--accumulate",
            "2",
            "--json",
            "--out",
            out);
    assertThat(numbers.json().doubleValue("test_r2")).isGreaterThan(0.3);
    assertThat(Files.readString(Path.of(out, "run.yaml"))).contains("weights: ");
    Path other = Files.writeString(folder.resolve("o.csv"), "x,y,z\n1,up,2\n2,down,3\n");
    assertThat(Atled.run("eval", out, other.toString()).err())
        .contains("there is no column \"times\"");
  }

  @Test
  void whatIsNoWeightIsRefused() throws IOException {
    train("--weights", "y")
        .failed(
            2,
            file
                + ": column \"y\" is the target and cannot weigh rows; name another with"
                + " --weights.");
    train("--weights", "times", "--mixup", "0.2")
        .failed(
            2,
            "Option '--mixup' mixes two rows, whose --weights may differ; leave one of both out.");
    Files.writeString(file, Files.readString(file).replaceFirst(",1,", ",-1,"));
    train("--weights", "times")
        .failed(
            1,
            file
                + ": line 3, column \"times\": \"-1\" is no weight, which is a number that is at"
                + " least 0; mend it, or leave the target empty to leave the row out.");
    Files.writeString(file, Files.readString(file).replaceFirst(",-1,", ",,"));
    train("--weights", "times")
        .failed(
            1,
            file
                + ": line 3, column \"times\": nothing is no weight, which is a number that is at"
                + " least 0; mend it, or leave the target empty to leave the row out.");
    Files.writeString(file, Files.readString(file).replaceAll(",(50|1|),", ",0,"));
    train("--weights", "times")
        .failed(
            1,
            file
                + ": column \"times\": weighs all of the rows with 0, so that none of them counts;"
                + " give some more.");
  }
}
