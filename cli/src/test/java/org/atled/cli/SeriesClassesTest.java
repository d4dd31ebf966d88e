package org.atled.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.atled.formats.json.JsonPlace;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Classes of whole series, from files to answers. */
class SeriesClassesTest {
  @TempDir Path folder;

  /** Waves of two lengths that begin anywhere. */
  private static String values(int i) {
    List<String> values = new ArrayList<>();
    for (int t = 0; t < 24; t++) {
      double wave = StrictMath.sin(2 * Math.PI * (t + 5 * i) / (i % 2 == 0 ? 24 : 6));
      values.add(Double.toString(3 + wave));
    }
    return String.join(",", values);
  }

  private static String name(int i) {
    return i % 2 == 0 ? "slow" : "fast";
  }

  private String write(String name, List<String> lines) throws IOException {
    return Files.write(folder.resolve(name), lines).toString();
  }

  private String ts(String name, int from, int to) throws IOException {
    List<String> lines = new ArrayList<>(List.of("@classLabel true slow fast", "@data"));
    for (int i = from; i < to; i++) {
      lines.add(values(i) + ":" + name(i));
    }
    return write(name, lines);
  }

  @Test
  void aPairOfFilesIsLearnedAndAskedAgain() throws IOException {
    String train = ts("waves_TRAIN.ts", 0, 24);
    String test = ts("waves_TEST.ts", 24, 40);
    String out = folder.resolve("model").toString();
    Atled ran =
        Atled.run("train", train, "--model", "mlp:16", "--epochs", "60", "--out", out, "--json");

    assertThat(ran.err())
        .contains(
            "series of 24 steps in the classes fast, slow",
            "series: 24 to learn from, 16 to measure on, from " + test,
            "class  examples  precision");
    JsonPlace json = ran.json();
    assertThat(json.string("dataset")).isEqualTo("waves");
    assertThat(json.doubleValue("test_accuracy")).isEqualTo(1);
    assertThat(Atled.run("eval", out).out()).contains("16 test examples", "accuracy");
    assertThat(Atled.run("eval", out, train).out())
        .contains("note: the model learned from this file", "24 test examples");
    List<String> answers = Atled.run("predict", out, test).out().lines().toList();
    assertThat(answers).hasSize(17).startsWith("line,class,probability");
    assertThat(answers.get(1)).startsWith("3,slow,");
    assertThat(answers.get(2)).startsWith("4,fast,");
    Atled.run("predict", out, test, "--sets", "0.9")
        .failed(
            2,
            "Option '--sets' does not go with models of series yet, and the one in %s is one; leave it out."
                .formatted(out));
    Atled.run("calibrate", out)
        .failed(
            2,
            "The model in %s is of series, which are not calibrated yet; ./atled eval %s says how well it does."
                .formatted(out, out));
    Files.delete(Path.of(test));
    Atled.run("eval", out)
        .failed(
            1,
            "The model learned from "
                + test
                + ", which is no longer there; name a file to measure on.");
  }

  @Test
  void rowsOfATableAreSeries() throws IOException {
    List<String> lines = new ArrayList<>();
    StringBuilder head = new StringBuilder("kind");
    for (int t = 0; t < 24; t++) {
      head.append(",v").append(t);
    }
    lines.add(head.toString());
    for (int i = 0; i < 10; i++) {
      lines.add(name(i) + "," + values(i));
    }
    String file = write("waves.csv", lines);
    String out = folder.resolve("model").toString();
    Atled.run("train", file, "--target", "kind", "--model", "fcn", "--epochs", "1", "--out", out);

    // Without the class, and with it.
    List<String> bare = lines.stream().map(line -> line.replaceFirst("^\\w+,", "")).toList();
    String others = write("bare.csv", bare);
    assertThat(Atled.run("predict", out, others).out())
        .isEqualTo(Atled.run("predict", out, file).out())
        .startsWith("line,class,probability");
    assertThat(Atled.run("eval", out).out()).contains("2 test examples");
  }

  @Test
  void unequalLengthsArePaddedOrRefused() throws IOException {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      String cut = values(i);
      lines.add(name(i) + "," + (i == 5 ? cut.substring(0, cut.lastIndexOf(',')) : cut));
    }
    String file = write("waves.csv", lines);
    Path out = folder.resolve("model");
    Atled.run("train", file, "--model", "mlp", "--out", out.toString())
        .failed(
            1,
            file
                + ": line 6: the series has 23 values, but that on line 1 has 24; give all the same"
                + " length, or train with --pad, which fills shorter ones at their end.");
    assertThat(out).doesNotExist();
    Atled ran =
        Atled.run(
            "train", file, "--model", "mlp", "--pad", "--epochs", "1", "--out", out.toString());
    assertThat(ran.out()).contains("series of 24 steps", "Linear(24, 500)");
    // Shorter lines: with names of classes, without, and with what may be one.
    String some = write("some.csv", List.of("0.5,1,2,1", "1.5,1,2"));
    assertThat(Atled.run("predict", out.toString(), some).out().lines()).hasSize(3);
    String named = write("named.csv", List.of("slow,0.5,1,2,1", "fast,1.5,1,2"));
    assertThat(Atled.run("predict", out.toString(), named).out())
        .isEqualTo(Atled.run("predict", out.toString(), some, "--first", "value").out());
    Atled.run("predict", out.toString(), some, "--first", "name")
        .failed(
            2,
            "Invalid value for option '--first': there is no such beginning \"name\". There are:"
                + " class, value.");
    Atled.run("train", "moons", "--pad")
        .failed(
            2,
            "Option '--pad' goes with series that have a class each, such as FILE.ts, but \"moons\""
                + " is none; leave it out, or add --model fcn.");
  }

  @Test
  void whichStepsSpeakForAClass() throws IOException {
    String train = ts("waves_TRAIN.ts", 0, 8);
    String test = ts("waves_TEST.ts", 8, 12);
    String out = folder.resolve("model").toString();
    Atled.run("train", train, "--model", "fcn", "--epochs", "1", "--out", out);
    Atled kept = Atled.run("explain", out, "--json");
    JsonPlace json = kept.json();

    assertThat(json.string("input")).isEqualTo("example 0");
    assertThat(json.string("method")).isEqualTo("CAM");
    assertThat(kept.err()).contains("example 0: P(", "CAM: its mean over the steps is");
    assertThat(folder.resolve("model/figures/explain.svg")).content().contains("What speaks for");
    // Of a class the mean of the map and the logit differ by its bias, whatever the series.
    JsonPlace one = Atled.run("explain", out, test, "--class", "slow", "--json").json();
    JsonPlace other =
        Atled.run("explain", out, test, "--example", "3", "--class", "slow", "--json").json();
    assertThat(other.string("input")).isEqualTo("waves_TEST.ts, example 3");
    assertThat(one.doubleValue("logit") - one.doubleValue("mean"))
        .isCloseTo(other.doubleValue("logit") - other.doubleValue("mean"), within(1e-4));
    assertThat(one.doubleValue("mean")).isNotEqualTo(other.doubleValue("mean"));
    Atled.run("explain", out, test, "--example", "4")
        .failed(2, "There is no example 4; " + test + " has 4 series, numbered from 0.");
    Atled.run("explain", out, "--class", "slwo")
        .failed(
            2, "The model knows no class \"slwo\". Did you mean \"slow\"? There are: fast, slow.");
    Atled.run("explain", out, "--rows", "2")
        .failed(
            2,
            "Option '--rows' is for models of tables, and the model in %s is none; leave it out."
                .formatted(out));
  }
}
