package org.atled.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import org.atled.formats.json.Json;
import org.atled.formats.json.JsonPlace;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

class RunFileTest {
  @TempDir Path folder;

  private Path file(String text) throws IOException {
    return Files.writeString(folder.resolve("run.yaml"), text);
  }

  private Path out() {
    return folder.resolve("model");
  }

  private static byte[] weights(Path out) throws IOException {
    return Files.readAllBytes(out.resolve("model.safetensors"));
  }

  private void refused(String text, String message, String... more) throws IOException {
    Path file = file(text);
    List<String> all = new ArrayList<>(List.of("train", file.toString()));
    all.addAll(List.of(more));
    Atled.run(all.toArray(String[]::new)).failed(2, message.replace("FILE", file.toString()));
  }

  @Test
  void aFileWithoutDataSaysSo() throws IOException {
    Path file = file("model: mlp:8\n");
    String message =
        "%s does not say what to learn from; add a line such as dataset: moons, with the name of a data set, a file or a folder."
            .formatted(file);
    Atled.run("train", file.toString()).failed(2, message);
    Atled.run("train", file.toString(), "--dry-run").failed(2, message);
    Path sweep = file("model: mlp:8\nsweep:\n  lr: [0.1, 0.2]\n");
    Atled.run("train", sweep.toString()).failed(2, message);
    Path both = file("model: mlp:8\nsweep:\n  dataset: [xor, moons]\n");
    assertThat(Atled.done("train", both.toString(), "--dry-run").out())
        .contains("001  dataset xor", "002  dataset moons");
  }

  @Test
  void aFileSaysWhatTheOptionsSay() throws IOException {
    Atled.done(
        "train",
        "xor",
        "--epochs",
        "1",
        "--model",
        "mlp:8",
        "--lr",
        "0.01",
        "--dropout",
        "0.1",
        "--weight-decay",
        "0.1",
        "--optimizer",
        "adamw",
        "--seed",
        "3",
        "--out",
        out().toString());
    byte[] weights = weights(out());
    Path other = folder.resolve("other");
    Path file =
        file(
            """
            # a run
            dataset: xor
            epochs: 1
            model: mlp:8
            lr: 1e-2
            dropout: 0.1
            weight-decay: 0.1
            optimizer: "adamw"
            seed: 3
            out: %s
            """
                .formatted(other));

    Atled.done("train", file.toString());

    assertThat(weights(other)).isEqualTo(weights);
  }

  @Test
  void whatIsKeptOfARunMakesItAgain() throws IOException {
    Atled.done("train", "moons", "--epochs", "2", "--dropout", "0.2", "--out", out().toString());
    byte[] weights = weights(out());
    Path kept = out().resolve("run.yaml");

    assertThat(kept)
        .content()
        .startsWith("dataset: moons\n")
        .contains(
            "\nepochs: 2\n",
            "\ndropout: 0.2\n",
            "\nmodel: mlp:32,32\n",
            "\nactivation: tanh\n",
            "\noptimizer: adam\n",
            "\nlr: 0.01\n",
            "\nschedule: cosine\n",
            "\nbatch-size: 32\n",
            "\nseed: 0\n",
            "\nout: " + Settings.scalar(out().toString()) + "\n",
            "\nmade:\n  ending: completed\n  said: [dataset, dropout, epochs, out]\n",
            "\n  java: ",
            "\n  system: ",
            "\n  threads: ");
    Path again = folder.resolve("again");
    Atled.done("train", kept.toString(), "--out", again.toString());
    assertThat(weights(again)).isEqualTo(weights);
    Atled.done("train", kept.toString());
    assertThat(weights(out())).isEqualTo(weights);
    Atled.done("train", "xor", "--epochs", "1", "--out", out().toString());
    assertThat(kept).content().startsWith("dataset: xor\n");
  }

  @Test
  void whatResumeWouldPassOverIsRefused() throws IOException {
    Path file = file("dataset: xor\nout: %s\n".formatted(Settings.scalar(out().toString())));
    Atled.run("train", file.toString(), "--resume", out().toString())
        .failed(
            2,
            "Option '--resume' goes on with a run as it was begun, so that "
                + file
                + " would not be read; leave out one of both.");
    assertThat(out()).doesNotExist();
  }

  @Test
  void passwordsAreNotKept() {
    var values = new LinkedHashMap<String, List<String>>();
    values.put("jdbc", List.of("jdbc:h2:mem:x;USER=sa;PASSWORD=s3cret"));
    values.put("query", List.of("SELECT 1"));
    Settings said = new Settings(values);
    assertThat(said.kept().yaml())
        .isEqualTo("jdbc: \"jdbc:h2:mem:x;USER=sa\"\nquery: \"SELECT 1\"\n");
    KeptRun run = new KeptRun(folder, said.kept(), values.keySet(), KeptRun.COMPLETED, List.of());
    assertThat(run.isDone(said)).isTrue();
  }

  @Test
  void changesAndOptionsCountBeforeTheFile() throws IOException {
    Path file = file("dataset: xor\nlr: 0.5\nepochs: 7\nseed: 1\n");

    Atled ran =
        Atled.done(
            "train",
            file.toString(),
            "--set",
            "lr=0.25",
            "--set",
            "epochs=8",
            "--epochs",
            "9",
            "--dry-run");

    assertThat(ran.out())
        .isEqualTo(
            """
            dataset: xor
            lr: 0.25
            epochs: 9
            seed: 1
            model: mlp:32,32
            optimizer: adam
            batch-size: 32
            activation: tanh
            schedule: cosine
            out: atled-out/xor
            """);
    assertThat(folder).isDirectoryNotContaining("glob:**/atled-out");
  }

  @Test
  void aTableIsSaidWithItsColumns() throws IOException {
    Path data = folder.resolve("small.csv");
    StringBuilder rows = new StringBuilder("a,b,kind\n");
    for (int i = 0; i < 40; i++) {
      rows.append(i)
          .append(',')
          .append(i % 7)
          .append(',')
          .append(i % 2 == 0 ? "x" : "y")
          .append('\n');
    }
    Files.writeString(data, rows);
    Path file = file("dataset: %s\ntarget: -1\ndrop: [b]\nheader: true\n".formatted(data));

    Atled ran = Atled.done("train", file.toString(), "--dry-run");

    assertThat(ran.out())
        .startsWith("dataset: " + data + "\ntarget: -1\ndrop: b\nheader: true\nmodel: mlp:32\n")
        .contains("batch-size: 16\n");
  }

  private Path rows(int count, int inputs) throws IOException {
    StringBuilder rows = new StringBuilder("y");
    for (int column = 0; column < inputs; column++) {
      rows.append(",x").append(column);
    }
    for (int row = 0; row < count; row++) {
      rows.append('\n').append(row * 31 % 101);
      for (int column = 0; column < inputs; column++) {
        rows.append(',').append(row * (7 + column) % 97);
      }
    }
    return Files.writeString(folder.resolve("rows-" + inputs + ".csv"), rows.append('\n'));
  }

  @Test
  void theUsualModelOfALargerTableIsKeptWithItsDropout() throws IOException {
    String data = rows(2600, 2).toString();
    List<String> said = List.of("train", data, "--target", "y", "--out", out().toString());
    List<String> dry = new ArrayList<>(said);
    dry.add("--dry-run");

    assertThat(Atled.done(dry.toArray(String[]::new)).out())
        .contains("model: mlp-plr:256,256\n", "dropout: 0.1\n", "activation: relu\n");
    dry.addAll(List.of("--model", "mlp:8"));
    assertThat(Atled.done(dry.toArray(String[]::new)).out()).doesNotContain("dropout");
    String wide = rows(2600, Recipe.FEW_INPUTS + 1).toString();
    assertThat(Atled.done("train", wide, "--target", "y", "--dry-run").out())
        .contains("model: mlp:64,64\n")
        .doesNotContain("dropout");

    List<String> brief = new ArrayList<>(said);
    brief.addAll(List.of("--epochs", "1"));
    assertThat(Atled.done(brief.toArray(String[]::new)).out())
        .contains("training: mlp-plr:256,256 relu dropout 0.1, adamw 0.003 cosine, 1 epoch");
    byte[] before = weights(out());
    Path again = folder.resolve("again");
    Atled.done("train", out().resolve("run.yaml").toString(), "--out", again.toString());
    assertThat(weights(again)).isEqualTo(before);
  }

  @Test
  void everyMistakeHasItsLineAndColumn() throws IOException {
    refused(
        "dataset: xor\nepoch: 3\n",
        "FILE, line 2, column 1: there is no setting \"epoch\". Did you mean \"epochs\"? See atled"
            + " train --help: each option is one, without its dashes.");
    refused(
        "dataset: xor\nlr:   high\n",
        "FILE, line 2, column 7: lr: \"high\" is not a number greater than 0, such as 0.001.");
    refused(
        "dataset: xor\nlr: 1\nlr: 2\n",
        "FILE, line 3, column 1: \"lr\" is said twice; leave one out.");
    refused("lr:\n", "FILE, line 1, column 4: lr has no value; give one, or leave the line out.");
    refused("lr: [1, 2]\n", "FILE, line 1, column 5: lr takes one value, but here is a list.");
    refused("plot: yes\n", "FILE, line 1, column 7: plot is true or false, but here is \"yes\".");
    refused("- xor\n", "FILE, line 1, column 1: a run is a list of lines such as \"epochs: 5\".");
    refused(
        "dataset: other.yaml\n",
        "FILE, line 1, column 10: dataset: other.yaml is the file of a run itself; name data"
            + " here.");
    Path bad = file("dataset: xor\n  lr: [1\n");
    Atled ran = Atled.run("train", bad.toString());
    assertThat(ran.exitCode()).isEqualTo(2);
    assertThat(ran.err())
        .startsWith("atled: " + bad + ", line 2, column ")
        .contains("this is no YAML: ");
  }

  @Test
  void mistakesInChangesNameTheChange() throws IOException {
    String good = "dataset: xor\n";
    refused(
        good,
        "--set lr: this is no change; write the name, =, and the value, as --set lr=0.01.",
        "--set",
        "lr");
    refused(
        good,
        "--set lr=-1: lr: \"-1\" is not a number greater than 0, such as 0.001.",
        "--set",
        "lr=-1");
    Atled.run("train", "xor", "--set", "lr=1")
        .failed(
            2, "Option '--set' goes with run.yaml in place of DATASET; give the option itself.");
    Path missing = folder.resolve("runn.yaml");
    file(good);
    Atled.run("train", missing.toString())
        .failed(
            1,
            "There is no file or folder %s. Did you mean \"%s\"? Check the path."
                .formatted(missing, folder.resolve("run.yaml")));
  }

  @Test
  void theSchemaNamesEveryOption() {
    JsonPlace properties = schema().object("properties");

    for (OptionSpec option : CommandSpec.forAnnotatedObject(TrainCommand.class).options()) {
      String name = option.longestName().substring(2);
      boolean ofTheCommand =
          List.of("help", "debug", "set", "dry-run", "schema", "resume").contains(name);
      assertThat(properties.has(name)).as(name).isNotEqualTo(ofTheCommand);
    }
    assertThat(properties.object("epochs").string("type")).isEqualTo("integer");
    assertThat(properties.object("lr").string("type")).isEqualTo("number");
    assertThat(properties.object("plot").string("type")).isEqualTo("boolean");
    assertThat(properties.object("header").string("type")).isEqualTo("boolean");
    assertThat(properties.object("activation").strings("enum")).contains("relu", "leaky-relu");
    assertThat(properties.object("drop").list("anyOf")).hasSize(2);
    assertThat(properties.object("epochs").string("description"))
        .isEqualTo("How often to go through the data.");
    assertThat(properties.object("sweep").object("properties").has("lr")).isTrue();
  }

  private static JsonPlace schema() {
    String text = Atled.done("train", "--schema").out();
    return new JsonPlace(Json.parse(text, "schema"), "schema", "");
  }

  @Test
  void everyTextComesBackAsItWas() {
    for (String text :
        List.of(
            "",
            " ",
            "null",
            "~",
            "#3",
            "-1",
            "-",
            "a: b",
            "a #b",
            "[x]",
            "{x}",
            "it's",
            "\"q\"",
            "x,y",
            "*a",
            "&b",
            "!c",
            "|",
            ">",
            "%d",
            "@e",
            "`f",
            "0x1F",
            "true",
            "é→",
            "a\nb",
            "\t",
            "mlp:64,64",
            "jdbc:h2:mem:x;a=b",
            "C:\\data",
            "?",
            "-a",
            "a:",
            "=NA",
            "---")) {
      for (List<String> texts : List.of(List.of(text), List.of(text, text))) {
        var values = new LinkedHashMap<String, List<String>>();
        values.put("drop", texts);
        SettingTable table = SettingTable.of(CommandSpec.forAnnotatedObject(TrainCommand.class));
        String yaml = new Settings(values).yaml();
        YamlPlace.Member read =
            YamlPlace.parse(yaml, "text", true)
                .orElseThrow()
                .members("a run")
                .firstEntry()
                .getValue();
        assertThat(table.named(read.key(), Set.of()).texts(read.value())).as(yaml).isEqualTo(texts);
      }
    }
  }
}
