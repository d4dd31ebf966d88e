package org.atled.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.atled.core.error.ArgumentException;
import org.atled.core.error.AtledException;
import org.atled.core.error.FormatException;
import org.atled.core.shape.Shape;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageFilesTest {
  private static final Fetcher NOWHERE =
      file -> {
        throw new IOException("not asked for");
      };

  @TempDir private Path folder;

  @BeforeEach
  void write() throws IOException {
    images("train-images-idx3-ubyte", 6);
    labels("train-labels-idx1-ubyte", 5, 0, 4, 1, 9, 2);
    images("t10k-images-idx3-ubyte", 2);
    labels("t10k-labels-idx1-ubyte", 7, 2);
  }

  @Test
  void readsBothParts() {
    Split split = load(Mnist.FILES);

    assertThat(split.info())
        .isEqualTo(
            new DatasetInfo(
                "mnist",
                Shape.of(1, 2, 3),
                Task.Classification.numbered(10),
                new Scale(Scale.WHITE, 0, 35 / 255f, 630 / 255.0 / 36)));
    assertThat(split.train().size()).isEqualTo(6);
    assertThat(Numbers.longs(Numbers.whole(split.test()).y())).containsExactly(7, 2);
    assertThat(Numbers.floats(split.train().batch(1).x()))
        .containsExactly(6 / 255f, 7 / 255f, 8 / 255f, 9 / 255f, 10 / 255f, 11 / 255f);
  }

  @Test
  void isFoundOnlyInAFolderOfItsName() throws IOException {
    Path named = Files.createDirectory(folder.resolve("mnist"));
    for (String file : List.of("train-images-idx3", "train-labels-idx1", "t10k-images-idx3")) {
      Files.move(folder.resolve(file + "-ubyte"), named.resolve(file + "-ubyte"));
    }
    var folders = new DataFolders(List.of(folder), folder.resolve("cache"));
    assertThat(Mnist.find(folders)).isEmpty();

    Files.move(folder.resolve("t10k-labels-idx1-ubyte"), named.resolve("t10k-labels-idx1-ubyte"));
    assertThat(Mnist.find(folders).orElseThrow().train().size()).isEqualTo(6);
    assertThat(FashionMnist.find(folders)).isEmpty();
  }

  @Test
  void tellsOneDataSetFromAnotherWithTheSameFileNames() {
    assertThatThrownBy(() -> load(FashionMnist.FILES))
        .isInstanceOf(FormatException.class)
        .hasMessage(
            folder.resolve("train-labels-idx1-ubyte")
                + ": the first labels of fashion-mnist are [9, 0, 0, 3, 0] but these are"
                + " [5, 0, 4, 1, 9]; another data set of the same kind may lie in this folder.");
  }

  @Test
  void takesNoOtherDataSetForOneWhoseFirstLabelsAreUnknown() throws IOException {
    assertThatThrownBy(() -> load(Kmnist.FILES))
        .isInstanceOf(FormatException.class)
        .hasMessage(
            folder.resolve("train-labels-idx1-ubyte")
                + ": the first labels are [5, 0, 4, 1, 9], those of mnist, not of kmnist; put the"
                + " files of each into a folder of its own.");

    labels("train-labels-idx1-ubyte", 8, 7, 0, 1, 4, 2);
    assertThat(Numbers.longs(Numbers.whole(load(Kmnist.FILES).train()).y()))
        .containsExactly(8, 7, 0, 1, 4, 2);
  }

  @Test
  void lettersAreTurnedAndTheirLabelsCountedFrom0() throws IOException {
    images("emnist-letters-train-images-idx3-ubyte", 2);
    labels("emnist-letters-train-labels-idx1-ubyte", 1, 26);
    images("emnist-letters-test-images-idx3-ubyte", 1);
    labels("emnist-letters-test-labels-idx1-ubyte", 2);

    Split split = load(Emnist.LETTERS.files());

    assertThat(split.info().name()).isEqualTo("emnist-letters");
    assertThat(split.info().input()).isEqualTo(Shape.of(1, 3, 2));
    assertThat(Numbers.longs(Numbers.whole(split.train()).y())).containsExactly(0, 25);
    // What are rows in the file, 6 7 8 and 9 10 11, are columns of the image.
    assertThat(Numbers.floats(split.train().batch(1).x()))
        .containsExactly(6 / 255f, 9 / 255f, 7 / 255f, 10 / 255f, 8 / 255f, 11 / 255f);

    labels("emnist-letters-train-labels-idx1-ubyte", 1, 0);
    assertThatThrownBy(() -> load(Emnist.LETTERS.files()))
        .isInstanceOf(FormatException.class)
        .hasMessage(
            folder.resolve("emnist-letters-train-labels-idx1-ubyte")
                + ": label 1 (from 0) is 0, but those of emnist-letters go from 1 to 26; is this"
                + " the file of another data set?");
  }

  @Test
  void theClassesOfLettersAreThoseOfTheirLabels() {
    assertThat(Emnist.LETTERS.classes()).hasSize(26).startsWith("a", "b").endsWith("z");
    assertThat(Emnist.DIGITS.classes()).hasSize(10);
    assertThat(Emnist.BYCLASS.classes()).hasSize(62).contains("A", "c").endsWith("z");
    assertThat(Emnist.BALANCED.classes())
        .hasSize(47)
        .isEqualTo(Emnist.BYMERGE.classes())
        .endsWith("Z", "a", "b", "d", "e", "f", "g", "h", "n", "q", "r", "t");
  }

  @Test
  void ofLabelsInRowsTheFirstColumnIsTaken() throws IOException {
    images("qmnist-train-images-idx3-ubyte", 2);
    rows("qmnist-train-labels-idx2-int", 2, 8, 7);
    images("qmnist-test-images-idx3-ubyte", 1);
    rows("qmnist-test-labels-idx2-int", 1, 8, 3);

    Split split = load(Qmnist.FILES);

    assertThat(Numbers.longs(Numbers.whole(split.train()).y())).containsExactly(7, 8);
    assertThat(Numbers.longs(Numbers.whole(split.test()).y())).containsExactly(3);

    rows("qmnist-test-labels-idx2-int", 1, 7, 3);
    assertThatThrownBy(() -> load(Qmnist.FILES))
        .hasMessage(
            folder.resolve("qmnist-test-labels-idx2-int")
                + ": expected int32 [n, 8] but it holds int32 [1, 7]; is this the file of another"
                + " data set?");
  }

  @Test
  void filesThatAreNotDownloadedAreToBeBrought() {
    assertThatThrownBy(() -> load(Emnist.BALANCED.files()))
        .isInstanceOf(AtledException.class)
        .hasMessage(
            "Data set \"emnist-balanced\": its files are not in %s, %s, %s, and are not downloaded by themselves."
                    .formatted(
                        folder.resolve("emnist"), folder, folder.resolve("cache").resolve("emnist"))
                + " Get them from https://www.nist.gov/itl/products-and-services/emnist-dataset and"
                + " put these 4 files into "
                + folder.resolve("cache").resolve("emnist")
                + ", or into a folder that ATLED_DATA names:"
                + " emnist-balanced-train-images-idx3-ubyte.gz,"
                + " emnist-balanced-train-labels-idx1-ubyte.gz,"
                + " emnist-balanced-test-images-idx3-ubyte.gz,"
                + " emnist-balanced-test-labels-idx1-ubyte.gz.");
  }

  @Test
  void saysWhichFileIsOfAnotherKind() throws IOException {
    labels("t10k-images-idx3-ubyte", 1, 2);

    assertThatThrownBy(() -> load(Mnist.FILES))
        .isInstanceOf(FormatException.class)
        .hasMessage(
            folder.resolve("t10k-images-idx3-ubyte")
                + ": expected uint8 [n, height, width] but it holds uint8 [2]; is this the file of"
                + " another data set?");
  }

  @Test
  void wantsALabelForEachImage() throws IOException {
    images("t10k-images-idx3-ubyte", 3);

    assertThatThrownBy(() -> load(Mnist.FILES))
        .isInstanceOf(ArgumentException.class)
        .hasMessageStartingWith("Data set \"mnist\": there are 3 inputs and 2 targets;");
  }

  private Split load(ImageFiles files) {
    var folders = new DataFolders(List.of(folder), folder.resolve("cache"));
    return files.load(folders, NOWHERE, DownloadListener.none());
  }

  /** Images of 2×3 pixels whose bytes count from 0. */
  private void images(String name, int count) throws IOException {
    byte[] pixels = new byte[count * 6];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) i;
    }
    write(name, pixels, count, 2, 3);
  }

  private void labels(String name, int... labels) throws IOException {
    byte[] bytes = new byte[labels.length];
    for (int i = 0; i < labels.length; i++) {
      bytes[i] = (byte) labels[i];
    }
    write(name, bytes, labels.length);
  }

  /** Rows of whole numbers, of which the first counts up from a number. */
  private void rows(String name, int count, int columns, int first) throws IOException {
    var file = new ByteArrayOutputStream();
    var out = new DataOutputStream(file);
    out.writeInt(0x0C02);
    out.writeInt(count);
    out.writeInt(columns);
    for (int i = 0; i < count * columns; i++) {
      out.writeInt(i % columns == 0 ? first + i / columns : 1000 + i);
    }
    Files.write(folder.resolve(name), file.toByteArray());
  }

  private void write(String name, byte[] bytes, int... sizes) throws IOException {
    var file = new ByteArrayOutputStream();
    var out = new DataOutputStream(file);
    out.writeInt(0x0800 + sizes.length);
    for (int size : sizes) {
      out.writeInt(size);
    }
    out.write(bytes);
    Files.write(folder.resolve(name), file.toByteArray());
  }
}
