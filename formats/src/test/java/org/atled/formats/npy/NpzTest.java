package org.atled.formats.npy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import org.atled.core.error.ArgumentException;
import org.atled.core.error.AtledException;
import org.atled.core.error.FormatException;
import org.atled.core.shape.DType;
import org.atled.core.shape.Shape;
import org.atled.core.spi.Storage;
import org.atled.core.tensor.Tensor;
import org.atled.formats.Mutations;
import org.atled.formats.Samples;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NpzTest {
  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void nameTheFile() {
    file = folder.resolve("a.npz");
  }

  @Test
  void readsWhatNumpyWrote() throws IOException {
    Files.write(file, Samples.resource("stored.npz"));
    SequencedMap<String, Tensor> stored = Npz.read(file);
    assertThat(stored.keySet()).containsExactly("weight", "bias");
    assertThat(Samples.get(stored, "weight").shape()).isEqualTo(Shape.of(2, 3));
    assertThat(Samples.get(stored, "bias").strided().storage().array())
        .isEqualTo(new long[] {0, 1, 2});

    Files.write(file, Samples.resource("deflated.npz"));
    assertThat(Npz.read(file, "weight").strided().storage().array())
        .isEqualTo(new float[] {-0.5f, -0.25f, 0, 0.25f, 0.5f, 0.75f});
    assertThat(Npz.read(file, "zeros").strided().storage().array()).isEqualTo(new double[1000]);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void readsBackWhatItWroteAndWritesTheSameBytesAgain(boolean compressed) throws IOException {
    SequencedMap<String, Tensor> arrays = Samples.named();
    arrays.values().removeIf(array -> array.dtype() == DType.BFLOAT16);
    write(arrays, compressed);
    byte[] first = Files.readAllBytes(file);
    SequencedMap<String, Tensor> read = Npz.read(file);
    assertThat(read.keySet()).containsExactlyElementsOf(arrays.keySet());
    arrays.forEach((name, array) -> {
      assertThat(Samples.get(read, name).shape()).isEqualTo(array.shape());
      assertThat(Samples.get(read, name).strided().storage().array())
          .isEqualTo(array.strided().storage().array());
    });
    write(arrays, compressed);
    assertThat(Files.readAllBytes(file)).isEqualTo(first);
  }

  @Test
  void listsTheNamesWhenOneIsMissing() throws IOException {
    Files.write(file, Samples.resource("stored.npz"));
    assertThatThrownBy(() -> Npz.read(file, "wieght"))
        .isInstanceOf(ArgumentException.class)
        .hasMessage(file + " holds no array \"wieght\"; it holds [weight, bias].");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void readsOrRefusesEveryMutation(boolean compressed) throws IOException {
    var arrays = new LinkedHashMap<String, Tensor>();
    arrays.put("a", Samples.random(DType.INT32, Shape.of(2)));
    write(arrays, compressed);
    int refused =
        Mutations.check(
            Files.readAllBytes(file),
            bytes -> {
              overwrite(bytes);
              Npz.read(file);
            });
    assertThat(refused).isGreaterThan(1000);
  }

  @Test
  void noticesADamagedElement() throws IOException {
    byte[] bytes = Samples.resource("stored.npz");
    int at = indexOf(bytes, 0xBE800000);
    bytes[at] ^= 1;
    overwrite(bytes);
    assertThatThrownBy(() -> Npz.read(file))
        .isInstanceOf(FormatException.class)
        .hasMessage(file + "!weight.npy: its checksum does not match; the file is damaged.");
  }

  @Test
  void refusesAnEntryThatPromisesMoreThanItCanHold() throws IOException {
    write(zeros(), true);
    byte[] bytes = Files.readAllBytes(file);
    ByteBuffer directory = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    int compressed = directory.getInt(centralDirectory(bytes) + 20);
    directory.putInt(centralDirectory(bytes) + 24, 2_000_000_000);
    overwrite(bytes);
    assertThatThrownBy(() -> Npz.read(file))
        .isInstanceOf(FormatException.class)
        .hasMessage(
            file
                + "!zeros.npy: the entry promises 2000000000 bytes, but its "
                + compressed
                + " compressed bytes give at most "
                + compressed * 1032
                + ".");
  }

  @Test
  void refusesABombThatInflatesToMoreThanItsHeaderSays() throws IOException {
    write(zeros(), true);
    byte[] bytes = Files.readAllBytes(file);
    ByteBuffer.wrap(bytes)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putInt(centralDirectory(bytes) + 24, 128 + 8);
    overwrite(bytes);
    assertThatThrownBy(() -> Npz.read(file))
        .isInstanceOf(FormatException.class)
        .hasMessage(
            file
                + "!zeros.npy: at byte 128: an array of shape [100000] takes 800000 bytes, but the"
                + " entry ends at byte 136; it is cut short or damaged.");
  }

  @Test
  void refusesWhatIsNoZipArchive() throws IOException {
    Files.writeString(file, "weights");
    assertThatThrownBy(() -> Npz.read(file))
        .isInstanceOf(FormatException.class)
        .hasMessageStartingWith(
            file + ": it is not a zip archive, as an npz file is, or damaged: ");
    Path missing = folder.resolve("missing.npz");
    assertThatThrownBy(() -> Npz.read(missing))
        .isInstanceOf(AtledException.class)
        .hasMessage("Cannot read " + missing + ": there is no such file; check the path.");
  }

  private static SequencedMap<String, Tensor> zeros() {
    var arrays = new LinkedHashMap<String, Tensor>();
    arrays.put("zeros", Tensor.wrap(Storage.zeros(DType.FLOAT64, 100_000), Shape.of(100_000)));
    return arrays;
  }

  private void write(SequencedMap<String, Tensor> arrays, boolean compressed) {
    if (compressed) {
      Npz.writeCompressed(file, arrays);
    } else {
      Npz.write(file, arrays);
    }
  }

  private void overwrite(byte[] bytes) {
    try {
      // Some file systems force a file to the disk that is cut to nothing and written again.
      Files.deleteIfExists(file);
      Files.write(file, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int centralDirectory(byte[] bytes) {
    return indexOf(bytes, 0x02014B50);
  }

  private static int indexOf(byte[] bytes, int littleEndian) {
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    for (int at = 0; at <= bytes.length - 4; at++) {
      if (buffer.getInt(at) == littleEndian) {
        return at;
      }
    }
    throw new AssertionError("not found");
  }
}
