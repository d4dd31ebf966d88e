package org.atled.formats.idx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.atled.core.error.AtledException;
import org.atled.core.error.FormatException;
import org.atled.core.shape.Shape;
import org.atled.core.tensor.Tensor;
import org.atled.formats.Mutations;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class IdxTest {
  private static final byte[] LABELS = hex("00000801 00000005 0500040109");

  static Stream<Arguments> types() {
    return Stream.of(
        arguments("00000801 00000002 01ff", new byte[] {1, -1}),
        arguments("00000901 00000002 01ff", new int[] {1, -1}),
        arguments("00000b01 00000002 0102fffe", new int[] {258, -2}),
        arguments("00000c01 00000002 00000102fffffffe", new int[] {258, -2}),
        arguments("00000d01 00000002 3f800000c0000000", new float[] {1, -2}),
        arguments("00000e01 00000002 3ff0000000000000c000000000000000", new double[] {1, -2}));
  }

  @ParameterizedTest
  @MethodSource("types")
  void readsEveryType(String file, Object elements) {
    Tensor array = Idx.read(hex(file), "a.idx");
    assertThat(array.shape()).isEqualTo(Shape.of(2));
    assertThat(array.strided().storage().array()).isEqualTo(elements);
    assertThat(Idx.read(gzip(hex(file)), "a.gz").strided().storage().array()).isEqualTo(elements);
  }

  @Test
  void readsEveryRank() {
    assertThat(Idx.read(hex("00000800 07"), "a.idx").shape()).isEqualTo(Shape.scalar());
    assertThat(Idx.read(hex("00000803 00000001 00000002 00000002 01020304"), "a.idx").shape())
        .isEqualTo(Shape.of(1, 2, 2));
    assertThat(Idx.read(hex("00000802 00000003 00000000"), "a.idx").shape())
        .isEqualTo(Shape.of(3, 0));
  }

  @Test
  void readsFilesAndGzipOfSeveralMembersAndWithNames(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("labels.gz");
    ByteArrayOutputStream members = new ByteArrayOutputStream();
    members.write(gzip(Arrays.copyOf(LABELS, 6)));
    byte[] rest = gzip(Arrays.copyOfRange(LABELS, 6, LABELS.length));
    // Sets the flags for an extra field, a name, a comment and a header checksum, and adds them.
    rest[3] = 4 | 8 | 16 | 2;
    members.write(rest, 0, 10);
    members.write(hex("0200 abcd 6e00 6300 1234"));
    members.write(rest, 10, rest.length - 10);
    Files.write(file, members.toByteArray());
    assertThat(Idx.read(file).strided().storage().array()).isEqualTo(new byte[] {5, 0, 4, 1, 9});
    Files.write(file, LABELS);
    assertThat(Idx.read(file).strided().storage().array()).isEqualTo(new byte[] {5, 0, 4, 1, 9});
    Path missing = folder.resolve("missing");
    assertThatThrownBy(() -> Idx.read(missing))
        .isInstanceOf(AtledException.class)
        .hasMessage("Cannot read " + missing + ": there is no such file; check the path.");
  }

  @Test
  void namesTheByteAndTheReason() {
    refuses(
        hex("89504e47"),
        "at byte 0: an IDX file starts with two zero bytes; this is another kind of" + " file.");
    refuses(
        hex("00000a01"),
        "at byte 2: 0x0A is no type of an IDX file; they are 08, 09, 0B, 0C, 0D and 0E.");
    refuses(
        hex("0000"),
        "at byte 0: the magic number of an IDX file takes 4 bytes, but the file ends at byte 2; it"
            + " is cut short or damaged.");
    refuses(
        hex("000008ff 00000001"),
        "at byte 4: the list of 255 sizes takes 1020 bytes, but the file ends at byte 8; it is cut"
            + " short or damaged.");
    refuses(
        hex("00000e01 7ffffff0 00"),
        "at byte 8: an array of shape [2147483632] takes 17179869056 bytes, but the file ends at"
            + " byte 9; it is cut short or damaged.");
    refuses(
        hex("00000803 ffffffff ffffffff ffffffff"),
        "at byte 4: Shape [4294967295, 4294967295, 4294967295] has more than 2147483639 elements,"
            + " the most one tensor holds; split it along an axis.");
    refuses(
        Arrays.copyOf(LABELS, LABELS.length + 1),
        "at byte 13: an array of shape [5] ends here, but more bytes follow.");
  }

  @Test
  void namesWhatIsWrongWithGzip() {
    byte[] valid = gzip(LABELS);
    refuses(Arrays.copyOf(valid, valid.length - 9), "the compressed data is cut short.");
    refuses(Arrays.copyOf(valid, valid.length - 1), "the compressed data is cut short.");
    refuses(
        Arrays.copyOf(valid, valid.length + 5),
        "the compressed data is damaged: neither the end nor a gzip header stands where a member"
            + " ends.");
    refuses(
        with(valid, valid.length - 8),
        "the compressed data is damaged: its checksum does not match.");
    refuses(
        with(valid, valid.length - 4),
        "the compressed data is damaged: its length does not match.");
    refuses(
        with(valid, 2), "the compressed data is damaged: the compression method is not deflate.");
    refuses(
        gzip(Arrays.copyOf(LABELS, 12)),
        "an array of shape [5] is cut short: 1 more bytes were expected here.");
    byte[] promising = gzip(hex("00000801 7ffffff0 00"));
    refuses(
        promising,
        "at byte 8: an array of shape [2147483632] takes 2147483632 bytes, but "
            + promising.length
            + " bytes of gzip inflate to at most "
            + promising.length * 1032
            + "; it is cut short or damaged.");
  }

  @Test
  void stopsInflatingABombAtWhatTheHeaderSays() {
    byte[] bomb = Arrays.copyOf(LABELS, 100_000_000);
    refuses(gzip(bomb), "at byte 13: an array of shape [5] ends here, but more bytes follow.");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void readsOrRefusesEveryMutation(boolean gzipped) {
    byte[] plain = hex("00000802 00000002 00000003 010203040506");
    int refused = Mutations.check(gzipped ? gzip(plain) : plain, bytes -> Idx.read(bytes, "a.idx"));
    assertThat(refused).isGreaterThan(200);
  }

  private static void refuses(byte[] bytes, String message) {
    assertThatThrownBy(() -> Idx.read(bytes, "a.idx"))
        .isInstanceOf(FormatException.class)
        .hasMessageStartingWith("a.idx: ")
        .hasMessageEndingWith(message);
  }

  private static byte[] with(byte[] bytes, int at) {
    byte[] changed = bytes.clone();
    changed[at] ^= 1;
    return changed;
  }

  private static byte[] hex(String text) {
    return HexFormat.of().parseHex(text.replace(" ", ""));
  }

  private static byte[] gzip(byte[] bytes) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return out.toByteArray();
  }
}
