package org.atled.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.atled.core.shape.Shape;
import org.atled.core.spi.Storage;
import org.atled.core.tensor.Tensor;
import org.atled.formats.json.JsonPlace;
import org.atled.formats.npy.Npy;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What can be done with a model once it is trained. */
class SavedModelTest {
  @TempDir static Path shared;
  @TempDir Path folder;

  private static Path model;
  private static JsonPlace trained;

  @BeforeAll
  static void train() {
    model = shared.resolve("xor");
    trained =
        Atled.run("train", "xor", "--epochs", "5", "--out", model.toString(), "--json").json();
  }

  @Test
  void evalMeasuresWhatTrainMeasured() {
    JsonPlace json = Atled.done("eval", model.toString(), "--json").json();

    assertThat(json.string("dataset")).isEqualTo("xor");
    assertThat(json.intValue("examples")).isEqualTo(1000);
    assertThat(json.doubleValue("test_accuracy")).isEqualTo(trained.doubleValue("test_accuracy"));
    assertThat(json.doubleValue("test_loss"))
        .isCloseTo(trained.doubleValue("test_loss"), within(1e-6));
    long right = json.list("confusion").get(0).items().get(0).asLong();
    right += json.list("confusion").get(1).items().get(1).asLong();
    assertThat(right / 1000.0).isEqualTo(json.doubleValue("test_accuracy"));
    for (JsonPlace each : List.of(json, trained)) {
      assertThat(each.object("scores").keys())
          .contains("balanced_accuracy", "f1_macro", "kappa", "matthews", "roc_auc", "brier");
      assertThat(each.object("scores").doubleValue("roc_auc")).isBetween(0.5, 1.0);
      assertThat(each.list("classes").get(1).string("class")).isEqualTo("1");
      assertThat(each.list("classes").get(1).longValue("examples")).isEqualTo(500);
    }
    assertThat(json.list("classes").get(0).doubleValue("f1"))
        .isEqualTo(trained.list("classes").get(0).doubleValue("f1"));
  }

  @Test
  void whatComputesNamesTheBackend() {
    Path input = npy(new Storage.Float32(new float[] {0, 1}), 1, 2);
    JsonPlace eval = Atled.done("eval", model.toString(), "--json").json();

    for (JsonPlace json : List.of(eval, predict(input))) {
      assertThat(json.string("backend")).isEqualTo(trained.string("backend")).isNotBlank();
      assertThat(json.bool("simd")).isEqualTo(trained.bool("simd"));
      assertThat(json.intValue("threads")).isEqualTo(trained.intValue("threads"));
    }
  }

  @Test
  void evalShowsHowEachClassFared() {
    String text = Atled.done("eval", model.toString()).out();

    assertThat(text)
        .startsWith("xor: 1,000 test examples")
        .containsPattern("\naccuracy \\d+\\.\\d\\d %")
        .containsPattern("true class +examples +precision +recall +F1 +found: +0 +1")
        .containsPattern("\n0 +500 +\\d+\\.\\d\\d %")
        .containsPattern("\n1 +500 +\\d+\\.\\d\\d %");
  }

  @Test
  void evalTakesAnotherDataSetThatFits() {
    assertThat(Atled.done("eval", model.toString(), "moons").out()).startsWith("moons: 1,000");
    Atled.run("eval", model.toString(), "blobs")
        .failed(
            2,
            "The model in "
                + model
                + " learned from xor ([2] in the classes 0, 1), but the data set is blobs ([2] in"
                + " the classes 0, 1, 2); name one of the same shape and classes.");
  }

  @Test
  void summaryShowsTheLayers() {
    assertThat(Atled.done("summary", model.toString()).out())
        .startsWith("learned from xor")
        .contains("Linear(2, 32)", "Tanh()", "1,185 parameters");

    JsonPlace json = Atled.done("summary", model.toString(), "--json").json();
    assertThat(json.intValue("parameters")).isEqualTo(1185);
    assertThat(json.longs("input")).containsExactly(2);
    assertThat(json.list("layers").getFirst().string("layer")).isEqualTo("Linear(2, 32)");
    assertThat(json.list("layers").getFirst().longs("output")).containsExactly(1, 32);
  }

  @Test
  void predictShowsAndWritesProbabilities() {
    float[] points = new float[24];
    for (int i = 0; i < points.length; i++) {
      points[i] = i % 2 == 0 ? 0.7f : -0.7f + i / 24f;
    }
    Path input = npy(new Storage.Float32(points), 12, 2);
    Path output = folder.resolve("p.npy");

    String text =
        Atled.run(
                InputStream.nullInputStream(),
                true,
                "predict",
                model.toString(),
                input.toString(),
                "-o",
                output.toString())
            .succeeded()
            .out();

    assertThat(text.lines().findFirst().orElseThrow()).matches("example +class +0 +1");
    assertThat(text).containsPattern("\n0 +[01] +0\\.\\d{4} +0\\.\\d{4}\n");
    assertThat(text).contains("and 2 more").contains("wrote " + output);
    Tensor written = Npy.read(output);
    assertThat(written.shape()).isEqualTo(Shape.of(12, 2));
    float[] p = ((Storage.Float32) written.strided().storage()).array();
    for (int i = 0; i < p.length; i += 2) {
      assertThat(p[i] + p[i + 1]).isCloseTo(1, within(1e-6f));
    }
    JsonPlace json = Atled.done("predict", model.toString(), input.toString(), "--json").json();
    assertThat(json.intValue("examples")).isEqualTo(12);
    assertThat(json.strings("classes")).containsExactly("0", "1");
    for (int i = 0; i < 12; i++) {
      double[] row =
          json.list("probabilities").get(i).items().stream()
              .mapToDouble(JsonPlace::asDouble)
              .toArray();
      assertThat((float) row[0]).isEqualTo(p[2 * i]);
      assertThat(json.strings("predicted").get(i)).isEqualTo(row[1] > row[0] ? "1" : "0");
    }
  }

  @Test
  void predictPrintsAllIntoAPipeAndTheFirstAtATerminal() {
    float[] points = new float[24];
    Path input = npy(new Storage.Float32(points), 12, 2);

    String pipe = Atled.done("predict", model.toString(), input.toString()).out();
    String terminal =
        Atled.run(
                InputStream.nullInputStream(), true, "predict", model.toString(), input.toString())
            .succeeded()
            .out();

    assertThat(pipe.lines()).hasSize(13).last().asString().startsWith("11 ");
    assertThat(terminal.lines())
        .hasSize(12)
        .last()
        .isEqualTo("and 2 more; -o OUT.npy writes all, a pipe or --json gets all");
  }

  @Test
  void predictReadsStandardInput() throws IOException {
    Path input = npy(new Storage.Float32(new float[] {0.2f, 1f, 0.4f, -1f}), 2, 2);

    Atled piped = Atled.run(Files.newInputStream(input), false, "predict", model.toString(), "-");

    assertThat(piped.succeeded().out())
        .isEqualTo(Atled.done("predict", model.toString(), input.toString()).out());
    Atled.run("predict", model.toString(), "-")
        .failed(
            1,
            "standard input: at byte 0: the magic string of an npy file takes 6 bytes, but the file"
                + " ends at byte 0; it is cut short or damaged.");
  }

  @Test
  void predictTakesOneExampleAndIntegers() {
    JsonPlace single = predict(npy(new Storage.Float32(new float[] {0.2f, 1f}), 2));
    JsonPlace ones = predict(npy(new Storage.Float32(new float[] {0, 1}), 1, 2));
    JsonPlace integers = predict(npy(new Storage.Uint8(new byte[] {0, 1}), 1, 2));

    assertThat(single.intValue("examples")).isEqualTo(1);
    assertThat(integers.list("probabilities").toString())
        .isEqualTo(ones.list("probabilities").toString());
  }

  private JsonPlace predict(Path input) {
    return Atled.done("predict", model.toString(), input.toString(), "--json").json();
  }

  @Test
  void predictSaysWhatItTakes() throws IOException {
    Path wide = npy(new Storage.Float32(new float[12]), 4, 3);
    Path output = folder.resolve("p.npy");
    Atled.run("predict", model.toString(), wide.toString(), "-o", output.toString())
        .failed(
            1,
            wide
                + ": The model takes examples of [2] but the input is float32[4, 3]; give one as"
                + " [2], or a batch of them as [n, 2].");

    Path nan = npy(new Storage.Float32(new float[] {1, 2, 3, Float.NaN}), 2, 2);
    Atled.run("predict", model.toString(), nan.toString(), "-o", output.toString())
        .failed(
            2,
            nan
                + ": Example 1 has at [1] the number NaN; replace all that are not finite, or leave"
                + " their examples out.");

    Path empty = npy(new Storage.Float32(new float[0]), 0, 2);
    Atled.run("predict", model.toString(), empty.toString())
        .failed(1, empty + ": There is no example in the input float32[0, 2].");

    Path text = Files.writeString(folder.resolve("text.npy"), "hello");
    Atled ran = Atled.run("predict", model.toString(), text.toString(), "-o", output.toString());
    assertThat(ran.exitCode()).isEqualTo(1);
    assertThat(ran.err()).startsWith("atled: " + text).hasLineCount(1);
    assertThat(output).doesNotExist();
  }

  @Test
  void aDamagedModelIsNamed() throws IOException {
    Path damaged = Files.createDirectory(folder.resolve("damaged"));
    for (String name : List.of("model.json", "model.safetensors")) {
      Files.copy(model.resolve(name), damaged.resolve(name));
    }
    Path numbers = damaged.resolve("model.safetensors");
    byte[] bytes = Files.readAllBytes(numbers);
    Files.write(numbers, java.util.Arrays.copyOf(bytes, bytes.length - 7));

    for (String command : List.of("eval", "summary")) {
      Atled ran = Atled.run(command, damaged.toString());
      assertThat(ran.exitCode()).isEqualTo(1);
      assertThat(ran.out()).isEmpty();
      assertThat(ran.err()).startsWith("atled: " + numbers).hasLineCount(1);
    }
  }

  private Path npy(Storage storage, long... shape) {
    Path file = folder.resolve("in" + java.util.Arrays.toString(shape).hashCode() + ".npy");
    Npy.write(file, Tensor.wrap(storage, Shape.of(shape)));
    return file;
  }
}
