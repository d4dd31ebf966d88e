package org.atled.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.atled.core.error.ArgumentException;
import org.atled.core.error.FormatException;
import org.atled.core.error.StateException;
import org.atled.core.random.Seed;
import org.atled.core.shape.DType;
import org.atled.core.shape.Shape;
import org.atled.core.tensor.Tensor;
import org.atled.data.ArrayFile;
import org.atled.data.Batch;
import org.atled.data.Dataset;
import org.atled.data.Split;
import org.atled.data.Task;
import org.atled.formats.npy.Npy;
import org.atled.formats.npy.Npz;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Images in IDX, npy and npz. */
@SuppressWarnings("NullAway.Init")
class ImageArraysTest {
  private static final int COUNT = 20;

  @TempDir private Path folder;

  private ArrayFile idx(String name, int[] sizes, byte[] values) throws IOException {
    ByteBuffer file = ByteBuffer.allocate(4 + 4 * sizes.length + values.length);
    file.put(new byte[] {0, 0, 8, (byte) sizes.length});
    for (int size : sizes) {
      file.putInt(size);
    }
    return ArrayFile.of(Files.write(folder.resolve(name), file.put(values).array()));
  }

  private ArrayFile npy(String name, Tensor tensor) {
    Npy.write(folder.resolve(name), tensor);
    return ArrayFile.of(folder.resolve(name));
  }

  /** 20 images of 2 × 3, of which number i has i at its upper left, 100 + i right of it. */
  private ArrayFile images() throws IOException {
    byte[] pixels = new byte[COUNT * 6];
    for (int i = 0; i < COUNT; i++) {
      pixels[6 * i] = (byte) i;
      pixels[6 * i + 1] = (byte) (100 + i);
    }
    return idx("images", new int[] {COUNT, 2, 3}, pixels);
  }

  private ArrayFile labels(int first) throws IOException {
    byte[] labels = new byte[COUNT];
    for (int i = 0; i < COUNT; i++) {
      labels[i] = (byte) (first + i % 2);
    }
    return idx("labels" + first, new int[] {COUNT}, labels);
  }

  private static Batch all(Dataset data) {
    return data.batch(java.util.stream.IntStream.range(0, data.size()).toArray());
  }

  @Test
  void aFifthOfEachClassIsKeptBySeed() throws IOException {
    ImageArrays arrays = ImageArrays.of(images(), labels(1));
    ImageArrays.Result read = arrays.read("letters", Seed.of(1));
    Split split = read.split();

    assertThat(split.info().input()).isEqualTo(Shape.of(1, 2, 3));
    assertThat(split.info().task()).isEqualTo(new Task.Classification(List.of("1", "2")));
    assertThat(split.info().scale().unit()).isEqualTo(255);
    assertThat(read.notes()).containsExactly("labels 1 to 2 are the classes 1, 2");
    assertThat(split.train().size()).isEqualTo(16);
    assertThat(all(split.test()).y().toLongs()).containsExactlyInAnyOrder(0, 0, 1, 1);
    float[] x = all(split.train()).x().toFloats();
    long[] y = all(split.train()).y().toLongs();
    for (int i = 0; i < y.length; i++) {
      assertThat(Math.round(255 * x[6 * i]) % 2).isEqualTo((int) y[i]);
    }
    assertThat(all(arrays.read("", Seed.of(1)).split().test()).x().toFloats())
        .isEqualTo(all(split.test()).x().toFloats());
    assertThat(all(arrays.read("", Seed.of(2)).split().test()).x().toFloats())
        .isNotEqualTo(all(split.test()).x().toFloats());
  }

  @Test
  void imagesThatLieColumnByColumnAreTurned() throws IOException {
    ImageArrays plain = ImageArrays.of(images(), labels(0)).measuredOn(images(), labels(0));
    ImageArrays turned =
        new ImageArrays(plain.train(), plain.test(), List.of("a", "b"), true, Optional.empty());
    Split split = turned.read("", Seed.of(0)).split();

    assertThat(split.info().input()).isEqualTo(Shape.of(1, 3, 2));
    assertThat(split.info().task()).isEqualTo(new Task.Classification(List.of("a", "b")));
    float[] one = split.test().batch(7).x().toFloats();
    assertThat(one[0]).isEqualTo(7 / 255f);
    assertThat(one[2]).isEqualTo(107 / 255f); // the second row's first
  }

  @Test
  void theAxisOfChannelsIsTheOneThatIs1Or3() throws IOException {
    float[] values = new float[2 * 4 * 5 * 3];
    for (int i = 0; i < values.length; i++) {
      values[i] = i / 120f;
    }
    ArrayFile last = npy("last.npy", Tensor.of(values, 2, 4, 5, 3));
    ArrayFile first = npy("first.npy", Tensor.of(values, 2, 3, 4, 5));
    ArrayFile either = npy("either.npy", Tensor.of(values, 2, 3, 20, 1));
    ArrayFile labels = npy("y.npy", Tensor.of(new long[] {-1, 7}));
    ImageArrays lasts = ImageArrays.of(last, labels).measuredOn(last, labels);
    ImageArrays.Result read = lasts.read("", Seed.of(0));

    assertThat(read.split().info().input()).isEqualTo(Shape.of(3, 4, 5));
    assertThat(read.split().train().batch(0).x().toFloats()[20]).isEqualTo(values[1]);
    assertThat(read.notes())
        .containsExactly(
            "images [2, 4, 5, 3] have their channels in the last axis, which alone is 1 or 3",
            "labels -1 to 7 are the classes -1, 7");
    ImageArrays firsts = ImageArrays.of(first, labels).measuredOn(first, labels);
    Dataset plain = firsts.read("", Seed.of(0)).split().train();
    assertThat(plain.batch(0).x().toFloats()[20]).isEqualTo(values[20]);
    assertThat(
            ImageArrays.of(either, labels).measuredOn(either, labels).read("", Seed.of(0)).notes())
        .startsWith(
            "images [2, 3, 20, 1] have their channels in the second axis; --channel-axis last if"
                + " they are in the last");
    ArrayFile four = npy("four.npy", Tensor.of(new float[2 * 4 * 4 * 4], 2, 4, 4, 4));
    assertThatThrownBy(() -> ImageArrays.of(four, labels).read("", Seed.of(0)))
        .isInstanceOf(FormatException.class)
        .hasMessage(
            four
                + ": it holds float32[2, 4, 4, 4], but of images the second axis or the last must"
                + " be 1 or 3, grey or colours; of four channels save the first three, as x[...,"
                + " :3].");
  }

  @Test
  void wholeNumbersUpTo255ArePixelsWhateverTheirType() throws IOException {
    ArrayFile labels = npy("y.npy", Tensor.of(new long[] {0, 1}));
    ArrayFile floats = npy("f.npy", Tensor.of(new float[] {0, 255, 51, 1}, 2, 1, 2));
    ArrayFile bits = npy("b.npy", Tensor.of(new float[] {0, 1, 1, 1}, 2, 1, 2).to(DType.INT32));
    Split wide =
        ImageArrays.of(floats, labels).measuredOn(floats, labels).read("", Seed.of(0)).split();
    Split narrow =
        ImageArrays.of(bits, labels).measuredOn(bits, labels).read("", Seed.of(0)).split();

    assertThat(all(wide.train()).x().toFloats()).containsExactly(0, 1, 0.2f, 1 / 255f);
    assertThat(all(narrow.train()).x().toFloats()).containsExactly(0, 1, 1, 1);
    ArrayFile scaled = npy("s.npy", Tensor.of(new float[] {-1, 0.5f, 1, 0}, 2, 1, 2));
    assertThatThrownBy(() -> ImageArrays.of(scaled, labels).read("", Seed.of(0)))
        .isInstanceOf(FormatException.class)
        .hasMessage(
            scaled
                + ": pixels are whole numbers from 0 to 255, or numbers from 0 to 1, but these are"
                + " float32 and go from -1.0 to 1.0; scale them so, and give predictions images"
                + " that are scaled in the same way.");
  }

  @Test
  void aNoteTellsOfBytesThatEndFarBelowWhite() {
    ArrayFile labels = npy("y.npy", Tensor.of(new long[] {0, 1}));
    ArrayFile sixteen = npy("s.npy", Tensor.of(new float[] {0, 16, 3, 1}, 2, 1, 2));
    ArrayFile more = npy("m.npy", Tensor.of(new float[] {0, 64, 3, 1}, 2, 1, 2));
    String known = "labels 0 to 1 are the classes 0, 1";
    assertThat(
            ImageArrays.of(sixteen, labels)
                .measuredOn(sixteen, labels)
                .read("", Seed.of(0))
                .notes())
        .containsExactly(
            "the greatest pixel of "
                + sixteen
                + " is 16, where 255 is white; if 16 is white, divide by it, in predictions too",
            known);
    assertThat(ImageArrays.of(more, labels).measuredOn(more, labels).read("", Seed.of(0)).notes())
        .containsExactly(known);
  }

  @Test
  void whatDoesNotGoTogetherIsRefused() throws IOException {
    ArrayFile images = images();
    ArrayFile few = idx("few", new int[] {3}, new byte[] {0, 1, 1});
    ArrayFile hot = npy("hot.npy", Tensor.of(new float[COUNT * 2], COUNT, 2));
    refused(
        images,
        few,
        few
            + ": it holds 3 labels, but "
            + images
            + " holds 20 images; there must be one for each.");
    refused(
        images,
        hot,
        hot
            + ": labels are [n], a whole number for each image, but it holds float32[20, 2]; of"
            + " rows with a 1 at the class save x.argmax(axis=1).");
    ArrayFile halves = npy("halves.npy", Tensor.full(DType.FLOAT32, 0.5, COUNT));
    refused(images, halves, halves + ": label 0 (from 0) is 0.5, but labels are whole numbers.");
    ArrayFile same = npy("same.npy", Tensor.full(DType.INT64, 4, COUNT));
    refused(images, same, same + ": every label is 4, but from 2 to 1,000 classes are told apart.");
    ArrayFile labels = labels(5);
    assertThatThrownBy(
            () -> ImageArrays.of(images, labels).named(List.of("a", "b", "c")).read("", Seed.of(0)))
        .hasMessage(
            labels
                + ": its labels go from 5 to 6, but there are names for 3 classes; name as many as"
                + " there are numbers, in their order.");
    ArrayFile gaps = npy("gaps.npy", Tensor.of(new long[] {0, 5}));
    ArrayFile two = npy("two.npy", Tensor.of(new float[] {0, 100, 200, 1}, 2, 1, 2));
    assertThatThrownBy(
            () -> ImageArrays.of(two, gaps).named(List.of("a", "b")).read("", Seed.of(0)))
        .hasMessage(
            gaps
                + ": its labels go from 0 to 5, but there are names for 2 classes; name as many as"
                + " there are numbers, in their order, those between that no image has too.");
    assertThatThrownBy(
            () -> ImageArrays.of(images, labels).measuredOn(images, labels(6)).read("", Seed.of(0)))
        .hasMessage(
            folder.resolve("labels6")
                + ": label 1 (from 0) is 7, which is none of those to learn from, 5 to 6.");
  }

  private static void refused(ArrayFile images, ArrayFile labels, String message) {
    assertThatThrownBy(() -> ImageArrays.of(images, labels).read("", Seed.of(0)))
        .isInstanceOf(FormatException.class)
        .hasMessage(message);
  }

  @Test
  void arraysOfAnNpzHaveNames() {
    Path file = folder.resolve("all.npz");
    Map<String, Tensor> arrays = new LinkedHashMap<>();
    arrays.put("x", Tensor.of(new float[12], 2, 2, 3));
    arrays.put("y", Tensor.of(new long[] {3, 4}));
    Npz.write(file, new LinkedHashMap<>(arrays));
    ArrayFile x = ArrayFile.of(file, "x");
    ArrayFile y = ArrayFile.of(file, "y");
    assertThat(ImageArrays.of(x, y).measuredOn(x, y).read("", Seed.of(0)).split().train().size())
        .isEqualTo(2);
    assertThatThrownBy(() -> ArrayFile.of(file).read())
        .isInstanceOf(ArgumentException.class)
        .hasMessage(file + " holds the arrays x, y, so that one must be named: --arrays x.");
    assertThatThrownBy(() -> ArrayFile.of(file, "z").read())
        .hasMessage(file + " holds no array \"z\"; it holds [x, y].");
  }

  @Test
  void whatWasKeptIsFoundAgainWhileTheFilesAreTheSame() throws IOException {
    ImageArrays arrays = ImageArrays.of(images(), labels(0)).named(List.of("even", "odd"));
    ArrayOrigin origin = ArrayOrigin.of(arrays, Seed.of(3));
    ArrayOrigin again =
        ArrayOrigin.read(new org.atled.formats.json.JsonPlace(origin.json(), "origin", ""));
    assertThat(again).isEqualTo(origin);
    assertThat(all(again.kept("letters")).x().toFloats())
        .isEqualTo(all(arrays.read("letters", Seed.of(3)).split().test()).x().toFloats());
    Files.delete(folder.resolve("labels0"));
    assertThatThrownBy(() -> again.kept("letters"))
        .isInstanceOf(StateException.class)
        .hasMessage(
            "The model learned from "
                + folder.resolve("labels0").toAbsolutePath().normalize()
                + ", which is no longer there; put it back, or train again.");
    labels(1);
    Files.move(folder.resolve("labels1"), folder.resolve("labels0"));
    assertThatThrownBy(() -> again.kept("letters"))
        .hasMessageContaining("which or whose labels have changed since");
  }
}
