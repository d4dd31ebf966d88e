package org.atled.formats.tar;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.atled.core.error.AtledException;
import org.atled.core.error.FormatException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TarTest {
  @TempDir private Path folder;

  @Test
  void givesFilesInTheirOrderAndPassesOverFolders() throws IOException {
    byte[] archive = archive();

    assertThat(read(archive)).containsExactly(Map.entry("a/one", "first"), Map.entry("two", ""));
    assertThat(read(gzip(archive))).isEqualTo(read(archive));
  }

  @Test
  void aFileMayBeReadInPartsOrNotAtAll() throws IOException {
    try (Tar tar = Tar.open(write(archive()))) {
      Tar.Entry one = tar.next().orElseThrow();
      byte[] some = new byte[3];
      assertThat(one.size()).isEqualTo(5);
      assertThat(one.read(some, 3)).isEqualTo(3);
      assertThat(new String(some, UTF_8)).isEqualTo("fir");
      assertThat(one.read(some, 3)).isEqualTo(2);
      assertThat(one.read(some, 3)).isZero();
    }
    try (Tar tar = Tar.open(write(archive()))) {
      assertThat(tar.next()).isPresent();
      assertThat(tar.next().orElseThrow().name()).isEqualTo("two");
      assertThat(tar.next()).isEmpty();
      assertThat(tar.next()).isEmpty();
    }
  }

  @Test
  void isReadToItsEnd() throws IOException {
    byte[] archive = archive();
    assertThatThrownBy(() -> read(Arrays.copyOf(archive, archive.length - 1024)))
        .isInstanceOf(FormatException.class)
        .hasMessageEndingWith("the archive ends without a block of zeros; it is cut short.");

    byte[] gzipped = gzip(archive);
    gzipped[gzipped.length - 8]++;
    assertThatThrownBy(() -> read(gzipped))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("the compressed data is damaged");
    assertThatThrownBy(() -> read(Arrays.copyOf(gzip(archive), gzipped.length - 4)))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("the compressed data is cut short");
  }

  @Test
  void saysWhereItIsDamaged() throws IOException {
    byte[] archive = archive();
    archive[512] = (byte) (archive[512] ^ 1);
    assertThatThrownBy(() -> read(archive))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("x.tar: at byte 512: the header's checksum is ")
        .hasMessageEndingWith("this is no tar archive, or it is damaged.");

    assertThatThrownBy(() -> read("no archive at all".getBytes(UTF_8)))
        .hasMessageEndingWith("a header takes 512 bytes, but 17 are left; it is cut short.");
    assertThatThrownBy(() -> read(Arrays.copyOf(archive(), 1027)))
        .hasMessageEndingWith(
            "a/one takes 5 bytes, but the file ends at byte 1027; it is cut short"
                + " or damaged.");
  }

  @Test
  void noDamageGivesAnythingButAtledsOwnErrors() throws IOException {
    byte[] plain = archive();
    byte[] compressed = gzip(plain);
    Random random = new Random(7);
    int refused = 0;
    for (int i = 0; i < 500; i++) {
      byte[] damaged = (i % 2 == 0 ? compressed : plain).clone();
      for (int n = 0; n <= i % 4; n++) {
        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
      }
      try {
        read(damaged);
      } catch (AtledException e) {
        refused++;
      }
    }
    assertThat(refused).isGreaterThan(125);
  }

  private Map<String, String> read(byte[] bytes) throws IOException {
    Map<String, String> files = new LinkedHashMap<>();
    try (Tar tar = Tar.open(write(bytes))) {
      for (Optional<Tar.Entry> e = tar.next(); e.isPresent(); e = tar.next()) {
        files.put(e.get().name(), new String(e.get().bytes(), UTF_8));
      }
    }
    return files;
  }

  private Path write(byte[] bytes) throws IOException {
    return Files.write(folder.resolve("x.tar"), bytes);
  }

  /** As tar writes it: a folder, a file in it, an empty one. */
  private static byte[] archive() throws IOException {
    var out = new ByteArrayOutputStream();
    entry(out, "a/", '5', "");
    entry(out, "a/one", '0', "first");
    entry(out, "two", '0', "");
    out.write(new byte[1024]);
    return out.toByteArray();
  }

  private static void entry(ByteArrayOutputStream out, String name, char kind, String text)
      throws IOException {
    byte[] header = new byte[512];
    put(header, 0, name);
    put(header, 100, "0000644\0");
    put(header, 124, String.format(Locale.ROOT, "%011o", text.length()));
    put(header, 148, "        ");
    header[156] = (byte) kind;
    put(header, 257, "ustar");
    int sum = 0;
    for (byte each : header) {
      sum += each & 0xFF;
    }
    put(header, 148, String.format(Locale.ROOT, "%06o\0 ", sum));
    out.write(header);
    out.write(Arrays.copyOf(text.getBytes(UTF_8), Math.ceilDiv(text.length(), 512) * 512));
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
