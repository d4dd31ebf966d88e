package org.atled.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import org.atled.core.shape.DType;
import org.atled.core.tensor.Tensor;
import org.atled.formats.npy.Npy;
import org.atled.formats.npy.Npz;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Arrays of one's own, from training to predictions. */
class ArraysTest {
  private static final int COUNT = 60;

  @TempDir Path folder;
  private String images;
  private String labels;
  private String out;

  /** Grey images of 3 rows and 4 columns, dark or light, stored column by column. */
  @BeforeEach
  void write() throws IOException {
    ByteBuffer pixels = ByteBuffer.allocate(16 + COUNT * 12);
    pixels.putInt(0x803).putInt(COUNT).putInt(4).putInt(3);
    ByteBuffer numbers = ByteBuffer.allocate(8 + COUNT).putInt(0x801).putInt(COUNT);
    for (int i = 0; i < COUNT; i++) {
      for (int j = 0; j < 12; j++) {
        pixels.put((byte) (i % 2 * 180 + i % 7 * 9 + j));
      }
      numbers.put((byte) (1 + i % 2));
    }
    images = Files.write(folder.resolve("im.idx3"), pixels.array()).toString();
    labels = Files.write(folder.resolve("lab.idx1"), numbers.array()).toString();
    out = folder.resolve("model").toString();
  }

  @Test
  void idxFilesOfOnesOwnAreLearnedMeasuredAndAskedAbout() {
    Atled ran =
        Atled.done(
            "train",
            "--images",
            images,
            "--labels",
            labels,
            "--classes",
            "dark,light",
            "--transpose",
            "--epochs",
            "30",
            "--lr",
            "0.01",
            "--out",
            out);
    assertThat(ran.out().lines())
        .startsWith(
            "data: " + images + ", images [1, 3, 4], turned as they are read, in 2 classes",
            "note: labels 1 to 2 are the classes dark, light",
            "images: 48 to learn from, 12 to measure on")
        .anyMatch(line -> line.startsWith("training: mlp:256 relu"));
    assertThat(Atled.done("eval", out).out())
        .startsWith("im: 12 test examples")
        .contains("accuracy 100.00 %");
    Path input = folder.resolve("in.npy");
    Npy.write(input, Tensor.full(DType.FLOAT32, 0.8, 2, 3, 4));
    assertThat(Atled.done("predict", out, input.toString(), "--json").json().strings("predicted"))
        .containsExactly("light", "light");
    assertThat(Atled.done("plot", out).out()).contains("drew ");
  }

  /** Squares with a bar at the top or at the left, stored column by column. */
  @Test
  void aModelOfTurnedSquaresTurnsTheArraysThatItIsAskedAbout() throws IOException {
    byte[] pixels = new byte[COUNT * 16];
    long[] kinds = new long[COUNT];
    for (int i = 0; i < COUNT; i++) {
      kinds[i] = i % 2;
      for (int j = 0; j < 4; j++) {
        // The first of the stored rows is the image's left column.
        pixels[16 * i + (i % 2 == 0 ? 4 * j : j)] = (byte) (200 + i % 7);
      }
    }
    Path x = folder.resolve("bars.npy");
    Npy.write(x, Tensor.of(pixels, COUNT, 4, 4));
    Path y = folder.resolve("kinds.npy");
    Npy.write(y, Tensor.of(kinds));
    Atled.done(
        "train",
        "--images",
        x.toString(),
        "--labels",
        y.toString(),
        "--classes",
        "top,left",
        "--transpose",
        "--epochs",
        "30",
        "--lr",
        "0.01",
        "--out",
        out);
    assertThat(Atled.done("eval", out).out()).contains("accuracy 100.00 %");
    Path asked = folder.resolve("asked.npy");
    Tensor two = Tensor.of(pixels, COUNT, 4, 4).slice(0, 0, 2);
    Npy.write(asked, two);
    Atled said = Atled.run("predict", out, asked.toString(), "--json");
    assertThat(said.json().strings("predicted")).containsExactly("top", "left");
    assertThat(said.err().lines())
        .containsExactly(
            "note: the images are turned as they are read, as those that the model learned from"
                + " (--transpose)");
    Npy.write(asked, two.to(DType.INT32).neg().add(Tensor.of(255)));
    String doubt = "note: the pixels have a mean of 0.80, and those that the model learned from of";
    assertThat(Atled.run("predict", out, asked.toString()).err())
        .contains(
            doubt + " 0.20; are black and white exchanged? Give it 1 - x, or 255 - x of bytes");
    Npy.write(asked, two.reshape(2, 16).to(DType.FLOAT32));
    assertThat(Atled.run("predict", out, asked.toString(), "--json").json().strings("predicted"))
        .containsExactly("top", "left");
    String both = folder.resolve("bars.npz").toString();
    LinkedHashMap<String, Tensor> arrays = new LinkedHashMap<>();
    arrays.put("x", two);
    arrays.put("y", Tensor.of(new long[] {0, 1}));
    Npz.write(Path.of(both), arrays);
    assertThat(Atled.done("eval", out, both, "--arrays", "x,y").out())
        .startsWith("bars: 2 test examples")
        .contains("accuracy 100.00 %");
    Atled.run("eval", out, both, "--arrays", "x")
        .failed(2, "Option '--arrays' names 1; name the images and their labels: --arrays x,y.");
    Atled.run("eval", out, x.toString())
        .failed(
            1,
            "The model in "
                + out
                + " learned from images, and is measured on those that were kept from it if no"
                + " other are named, on a folder of images with the same classes, or on arrays:"
                + " FILE.npz --arrays x,y.");
  }

  @Test
  void namesOfArraysTellWhatIsLearnedFromWhat() {
    Path file = folder.resolve("all.npz");
    float[] rows = new float[COUNT * 2];
    double[] sums = new double[COUNT];
    for (int i = 0; i < COUNT; i++) {
      rows[2 * i] = i % 7;
      rows[2 * i + 1] = i % 5 + 0.5f;
      sums[i] = 3 * rows[2 * i] - rows[2 * i + 1];
    }
    LinkedHashMap<String, Tensor> arrays = new LinkedHashMap<>();
    arrays.put("x", Tensor.of(rows, COUNT, 2));
    arrays.put("y", Tensor.of(sums));
    Npz.write(file, arrays);

    Atled.run("train", file.toString())
        .failed(
            2,
            "Missing option '--arrays': name the arrays of "
                + file
                + " that hold inputs and labels, and those to measure on if there are some, such"
                + " as --arrays x,y or --arrays x_train,y_train,x_test,y_test. There are: x, y.");
    Atled ran =
        Atled.done("train", file.toString(), "--arrays", "x,y", "--epochs", "80", "--out", out);
    assertThat(ran.out())
        .startsWith("data: " + file + ", 60 rows of 3 values, in an array")
        .contains("target: 2, a regression (the target is numbers)");
    assertThat(Atled.done("eval", out, "--json").json().doubleValue("test_r2")).isGreaterThan(0.9);
    List<String> said =
        Atled.done("predict", out, file.toString(), "--arrays", "x").out().lines().toList();
    assertThat(said).hasSize(COUNT + 1).startsWith("line,2");
    assertThat(Atled.done("inspect", file.toString(), "--arrays", "x,y").out().lines())
        .hasSize(5)
        .startsWith("data: " + file + ", 60 rows of 3 values, in an array");
    assertThat(Atled.done("eval", out, file.toString(), "--arrays", "x,y").out())
        .startsWith("this is the file that the model learned from")
        .contains("all.npz: 60 test examples");
    Atled.run("inspect", file.toString())
        .failed(2, file + " holds the arrays x, y, so that one must be named: --arrays x.");
    assertThat(
            Atled.done(
                    "train",
                    file.toString(),
                    "--arrays",
                    "x",
                    "--target",
                    "1",
                    "--epochs",
                    "1",
                    "--out",
                    folder.resolve("other").toString())
                .out())
        .startsWith("data: " + file + ", 60 rows of 2 values, in an array");
    Path x = folder.resolve("x.npy");
    Npy.write(x, Tensor.of(rows, COUNT, 2));
    assertThat(Atled.done("predict", out, x.toString()).out().lines().toList()).isEqualTo(said);
  }

  @Test
  void optionsThatDoNotGoTogetherAreNamed() {
    Atled.run("train", "--images", images)
        .failed(2, "Missing option '--labels': name the file with a label for each image.");
    Atled.run("train", "xor", "--images", images, "--labels", labels)
        .failed(
            2,
            "Options '--images' and '--labels' take the place of a data set, but \"xor\" is named"
                + " too; leave one of both out.");
    Atled.run("train", "xor", "--transpose")
        .failed(
            2,
            "Option '--transpose' goes with --images FILE, or with DATASET.npz, but \"xor\" is"
                + " another data set; leave it out.");
    Atled.run("train", "--images", images, "--labels", labels, "--test-images", images)
        .failed(2, "Options '--test-images' and '--test-labels' go together; give both, or none.");
    Atled.run("train", "--images", images, "--labels", labels, "--classes", "a,a")
        .failed(
            2,
            "The classes are [a, a], but there must be at least two names, each once; write one a"
                + " line, or part them by commas: --classes cat,dog.");
    Atled.run("train", "--images", images, "--labels", labels, "--target", "y")
        .failed(
            2,
            "Option '--target' goes with a table, but \"--images\" is another data set; leave it"
                + " out, or name a file such as FILE.csv.");
  }

  @Test
  void severalColumnsOfTheLastArrayAreAllTargets() {
    float[] rows = new float[COUNT * 2];
    float[] sums = new float[COUNT * 2];
    long[] classes = new long[COUNT * 2];
    for (int i = 0; i < COUNT; i++) {
      rows[2 * i] = i % 7;
      rows[2 * i + 1] = i % 5 + 0.5f;
      sums[2 * i] = rows[2 * i] + rows[2 * i + 1];
      sums[2 * i + 1] = rows[2 * i] - rows[2 * i + 1];
      classes[2 * i + i % 2] = 1;
    }
    Path x = folder.resolve("x.npy");
    Path y = folder.resolve("y.npy");
    Npy.write(x, Tensor.of(rows, COUNT, 2));
    Npy.write(y, Tensor.of(sums, COUNT, 2));
    String[] command = {
      "train", "--images", x.toString(), "--labels", y.toString(), "--epochs", "1", "--out", out
    };
    assertThat(Atled.done(command).out())
        .contains("targets: 2, 3, a regression (the targets are numbers)")
        .contains("inputs: 2 numbers of 2 columns");
    assertThat(Atled.done("predict", out, x.toString()).out()).startsWith("line,2,3");
    Npy.write(y, Tensor.of(classes, COUNT, 2));
    Atled.run(command)
        .failed(
            1,
            y
                + ": it has one 1 in each row, as classes written one-hot; save their numbers,"
                + " y.argmax(axis=1), or, if each of its 2 columns is a label of its own, add"
                + " --task multi-label.");
  }

  @Test
  void ofAnArrayOnlyWhatStandsForNoValueIsSaid() {
    Path file = folder.resolve("t.npy");
    float[] rows = new float[COUNT * 2];
    for (int i = 0; i < COUNT; i++) {
      rows[2 * i] = i % 3 == 0 ? -999 : i % 7;
      rows[2 * i + 1] = i % 7 + 0.5f;
    }
    Npy.write(file, Tensor.of(rows, COUNT, 2));
    String[] learn = {
      "train", file.toString(), "--target", "1", "--missing", "-999", "--epochs", "1", "--out", out
    };
    assertThat(Atled.done(learn).out()).contains("missing in \"0\": 20, filled");
    // Saved with the model.
    assertThat(Atled.done("eval", out).out()).contains("missing in \"0\": ");
    assertThat(Atled.done("inspect", file.toString(), "--missing", "-999").out())
        .contains("20 as -999");
    Atled.run("train", file.toString(), "--target", "1", "--skip", "1")
        .failed(
            2,
            file
                + ": Option '--skip' says how text is laid out, but this is an array, for which"
                + " there is --missing alone; leave it out.");
  }
}
