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
                new Scale(Scale.WHITE, 0, 35 / 255f)));
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
