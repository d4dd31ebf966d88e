package org.atled.data;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.atled.core.error.ArgumentException;
import org.atled.core.error.AtledException;
import org.atled.core.error.FormatException;
import org.atled.core.shape.Shape;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CifarFilesTest {
  private static final String END = "; the file is cut short, damaged or of another data set.";
  private static final Fetcher NOWHERE =
      file -> {
        throw new IOException("not asked for");
      };

  @TempDir private Path root;
  private Path folder;

  @BeforeEach
  void makeFolder() throws IOException {
    folder = Files.createDirectory(root.resolve("cifar-10"));
  }

  @Test
  void takesAsManyBatchesAsThereAre() throws IOException {
    put("data_batch_3.bin", records(1, 4, 5));
    put("data_batch_1.bin.gz", gzip(records(1, 9)));
    put("test_batch.bin", records(1, 2));

    Split split = load(Cifar10.FILES);

    assertThat(split.info())
        .isEqualTo(
            new DatasetInfo(
                "cifar-10",
                Shape.of(3, 32, 32),
                new Task.Classification(Cifar10.FILES.classes()),
                new Scale(Scale.WHITE, 0, 1)));
    assertThat(Numbers.longs(Numbers.whole(split.train()).y())).containsExactly(9, 4, 5);
    assertThat(Numbers.longs(Numbers.whole(split.test()).y())).containsExactly(2);
    float[] pixels = Numbers.floats(split.train().batch(1).x());
    assertThat(pixels).hasSize(3072);
    assertThat(pixels[0]).isEqualTo(4 / 255f);
    assertThat(pixels[1024]).isEqualTo((1024 + 4) % 256 / 255f);
  }

  @Test
  void readsTheArchiveWhereNoFileLiesLoose() throws IOException {
    var tar = new ByteArrayOutputStream();
    entry(tar, "cifar-10-batches-bin/readme.html", "hello".getBytes(UTF_8));
    for (int i = 5; i >= 1; i--) {
      entry(tar, "cifar-10-batches-bin/data_batch_" + i + ".bin", records(1, i));
    }
    put("cifar-10-binary.tar.gz", gzip(ended(tar)));
    assertThatThrownBy(() -> load(Cifar10.FILES))
        .isInstanceOf(FormatException.class)
        .hasMessage(
            folder.resolve("cifar-10-binary.tar.gz")
                + ": the archive has no test_batch.bin; is it of another data set?");

    entry(tar, "cifar-10-batches-bin/test_batch.bin", records(1, 0));
    put("cifar-10-binary.tar.gz", gzip(ended(tar)));
    Split split = load(Cifar10.FILES);
    assertThat(Numbers.longs(Numbers.whole(split.train()).y())).containsExactly(1, 2, 3, 4, 5);

    entry(tar, "cifar-10-batches-bin/test_batch.bin", records(1, 10));
    put("cifar-10-binary.tar.gz", gzip(ended(tar)));
    assertThatThrownBy(() -> load(Cifar10.FILES))
        .hasMessageStartingWith(
            folder.resolve("cifar-10-binary.tar.gz")
                + ", cifar-10-batches-bin/test_batch.bin: record 0 (from 0) has the label 10,");
  }

  @Test
  void ofTwoLabelsTheFineOneIsTheClass() throws IOException {
    put("train.bin", records(2, 7, 99));
    put("test.bin", records(2, 0));

    Split split = load(Cifar100.FILES);

    assertThat(Cifar100.FILES.classes()).hasSize(100).isSorted().doesNotHaveDuplicates();
    assertThat(Numbers.longs(Numbers.whole(split.train()).y())).containsExactly(7, 99);

    byte[] wrong = records(2, 3);
    wrong[0] = 20;
    put("test.bin", wrong);
    assertThatThrownBy(() -> load(Cifar100.FILES))
        .isInstanceOf(FormatException.class)
        .hasMessage(
            folder.resolve("test.bin")
                + ": record 0 (from 0) has the coarse label 20, but those of cifar-100 go from 0 to"
                + " 19"
                + END);
  }

  @Test
  void eachFaultIsNamedWithFileAndRecord() throws IOException {
    Path file = folder.resolve("data_batch_1.bin");
    put("test_batch.bin", records(1, 2));

    put("data_batch_1.bin", records(1, 3, 255));
    assertThatThrownBy(() -> load(Cifar10.FILES))
        .isInstanceOf(FormatException.class)
        .hasMessage(
            file
                + ": record 1 (from 0) has the label 255, but those of cifar-10 go from 0 to 9"
                + END);

    put("data_batch_1.bin", Arrays.copyOf(records(1, 3, 4), 3073 + 100));
    assertThatThrownBy(() -> load(Cifar10.FILES))
        .hasMessage(file + ": record 1 (from 0) has 100 bytes but must have 3073" + END);

    put("data_batch_1.bin", new byte[0]);
    assertThatThrownBy(() -> load(Cifar10.FILES))
        .hasMessage(file + ": there is no record, but must be at least one of 3073 bytes" + END);

    put("data_batch_1.bin", gzip(new byte[3073 * 10_001]));
    assertThatThrownBy(() -> load(Cifar10.FILES))
        .hasMessage(
            file + ": there are more records than the 10000 that a file of cifar-10 has" + END);
  }

  @Test
  void filesOfOnePartAloneAreNotPassedOver() throws IOException {
    put("data_batch_1.bin", records(1, 3));
    assertThatThrownBy(() -> load(Cifar10.FILES))
        .isInstanceOf(ArgumentException.class)
        .hasMessage(
            "Data set \"cifar-10\": "
                + folder
                + " has files to learn from but none to measure on, test_batch.bin; put it there,"
                + " or take the others away.");

    Files.move(folder.resolve("data_batch_1.bin"), folder.resolve("test_batch.bin"));
    assertThatThrownBy(() -> load(Cifar10.FILES))
        .hasMessageContaining("files to measure on but none to learn from, data_batch_1.bin; put");
  }

  @Test
  void withoutFilesItSaysWhichToPutWhere() {
    Path cache = root.resolve("cache").resolve("cifar-10");

    assertThatThrownBy(() -> load(Cifar10.FILES))
        .isInstanceOf(AtledException.class)
        .hasMessage(
            "Data set \"cifar-10\": its files are not in %s, %s, %s, and https://www.cs.toronto.edu/~kriz/cifar-10-binary.tar.gz could not be downloaded (not asked for)."
                    .formatted(folder.resolve("cifar-10"), folder, cache)
                + " Put this file into "
                + cache
                + ", or into a folder that ATLED_DATA names: cifar-10-binary.tar.gz.");
  }

  /** {@code -Dfuzz=100000} tries so many instead of the usual 2,000. */
  @Test
  void noDamageGivesAnythingButAtledsOwnErrors() throws IOException {
    put("test_batch.bin", records(1, 2));
    byte[] plain = records(1, 1, 2, 3);
    byte[] packed = gzip(plain);
    Random random = new Random(5);
    int refused = 0;
    int mutants = Integer.getInteger("fuzz", 500);
    for (int i = 0; i < mutants; i++) {
      byte[] damaged = (i % 2 == 0 ? plain : packed).clone();
      if (i % 5 == 0) {
        damaged = Arrays.copyOf(damaged, random.nextInt(damaged.length));
      }
      for (int n = 0; n < random.nextInt(9) && damaged.length > 0; n++) {
        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
      }
      put("data_batch_1.bin", damaged);
      try {
        load(Cifar10.FILES);
      } catch (AtledException e) {
        refused++;
      }
    }
    assertThat(refused).isBetween(mutants / 4, mutants - 1);
  }

  private Split load(CifarFiles files) {
    var folders = new DataFolders(List.of(folder), root.resolve("cache"));
    return files.load(folders, NOWHERE, DownloadListener.none());
  }

  private void put(String name, byte[] bytes) throws IOException {
    Files.write(folder.resolve(name), bytes);
  }

  /** Records of so many labels each, whose bytes of pixels count up from the class. */
  private static byte[] records(int labels, int... classes) {
    var out = new ByteArrayOutputStream();
    for (int each : classes) {
      for (int i = 1; i < labels; i++) {
        out.write(each % 20);
      }
      out.write(each);
      for (int i = 0; i < 3072; i++) {
        out.write(i + each);
      }
    }
    return out.toByteArray();
  }

  private static void entry(ByteArrayOutputStream out, String name, byte[] bytes)
      throws IOException {
    byte[] header = new byte[512];
    put(header, 0, name);
    put(header, 124, String.format(Locale.ROOT, "%011o", bytes.length));
    put(header, 148, "        ");
    header[156] = '0';
    int sum = 0;
    for (byte each : header) {
      sum += each & 0xFF;
    }
    put(header, 148, String.format(Locale.ROOT, "%06o\0 ", sum));
    out.write(header);
    out.write(Arrays.copyOf(bytes, Math.ceilDiv(bytes.length, 512) * 512));
  }

  private static byte[] ended(ByteArrayOutputStream entries) {
    return Arrays.copyOf(entries.toByteArray(), entries.size() + 1024);
  }

  private static void put(byte[] header, int at, String text) {
    System.arraycopy(text.getBytes(UTF_8), 0, header, at, text.length());
  }

  private static byte[] gzip(byte[] plain) throws IOException {
    var out = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(out)) {
      gzip.write(plain);
    }
    return out.toByteArray();
  }
}
