package org.atled.formats.npy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.atled.core.error.AtledException;
import org.atled.core.error.FormatException;
import org.atled.core.error.TypeException;
import org.atled.core.shape.DType;
import org.atled.core.shape.Shape;
import org.atled.core.spi.HalfPrecision;
import org.atled.core.tensor.Tensor;
import org.atled.formats.Mutations;
import org.atled.formats.Samples;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class NpyTest {
  private static final float[] REAL = {-0.5f, -0.25f, 0, 0.25f, 0.5f, 0.75f};
  private static final double[] REAL64 = {-0.5, -0.25, 0, 0.25, 0.5, 0.75};
  private static final int[] WHOLE = {-2, -1, 0, 1, 2, 3};

  /** Of float16. */
  private static short[] bits(float[] numbers) {
    short[] bits = new short[numbers.length];
    for (int i = 0; i < bits.length; i++) {
      bits[i] = HalfPrecision.float16(numbers[i]);
    }
    return bits;
  }

  static Stream<Arguments> numpyFiles() {
    return Stream.of(
        arguments("f4", DType.FLOAT32, REAL),
        arguments("f4-big", DType.FLOAT32, REAL),
        arguments("v2", DType.FLOAT32, REAL),
        arguments("v3", DType.FLOAT32, REAL),
        arguments("f2", DType.FLOAT16, bits(REAL)),
        arguments("f8", DType.FLOAT64, REAL64),
        arguments("f8-big", DType.FLOAT64, REAL64),
        arguments("i4", DType.INT32, WHOLE),
        arguments("i4-big", DType.INT32, WHOLE),
        arguments("i2", DType.INT32, WHOLE),
        arguments("i1", DType.INT32, WHOLE),
        arguments("u2", DType.INT32, IntStream.range(65530, 65536).toArray()),
        arguments(
            "i8", DType.INT64, new long[] {-2L << 33, -1L << 33, 0, 1L << 33, 2L << 33, 3L << 33}),
        arguments("u1", DType.UINT8, new byte[] {-6, -5, -4, -3, -2, -1}),
        arguments("b1", DType.BOOL, new boolean[] {false, true, false, true, false, true}));
  }

  @ParameterizedTest
  @MethodSource("numpyFiles")
  void readsWhatNumpyWrote(String name, DType dtype, Object elements) {
    Tensor array = Npy.read(Samples.resource(name + ".npy"), name);
    assertThat(array.shape()).isEqualTo(Shape.of(2, 3));
    assertThat(array.dtype()).isEqualTo(dtype);
    assertThat(array.strided().storage().array()).isEqualTo(elements);
  }

  @Test
  void putsFortranOrderIntoRowMajorOrder() {
    Tensor array = Npy.read(Samples.resource("fortran.npy"), "fortran.npy");
    assertThat(array.shape()).isEqualTo(Shape.of(2, 3, 4));
    assertThat(array.strided().storage().array()).isEqualTo(IntStream.range(0, 24).toArray());
  }

  @Test
  void readsArraysOfOneElementAndOfNone() {
    Tensor scalar = Npy.read(Samples.resource("scalar.npy"), "scalar.npy");
    assertThat(scalar.shape()).isEqualTo(Shape.scalar());
    assertThat(scalar.strided().storage().array()).isEqualTo(new double[] {2.5});
    assertThat(Npy.read(Samples.resource("empty.npy"), "empty.npy").shape())
        .isEqualTo(Shape.of(3, 0));
  }

  @ParameterizedTest
  @ValueSource(strings = {"f2", "f4", "f8", "i4", "i8", "u1", "b1", "scalar", "empty", "vector"})
  void writesTheBytesThatNumpyWrites(String name) {
    byte[] numpy = Samples.resource(name + ".npy");
    assertThat(Npy.bytes(Npy.read(numpy, name))).isEqualTo(numpy);
  }

  @Test
  void readsBackWhatItWrote(@TempDir Path folder) {
    for (Tensor array : Samples.all()) {
      if (array.dtype() == DType.BFLOAT16) {
        continue;
      }
      Path file = folder.resolve("a.npy");
      Npy.write(file, array);
      Tensor read = Npy.read(file);
      assertThat(read.shape()).isEqualTo(array.shape());
      assertThat(read.strided().storage().array()).isEqualTo(array.strided().storage().array());
    }
  }

  @Test
  void numPyHasNoBfloat16(@TempDir Path folder) {
    Tensor array = Samples.random(DType.BFLOAT16, Shape.of(2, 3));
    Path file = folder.resolve("a.npy");
    assertThatThrownBy(() -> Npy.write(file, array))
        .isInstanceOf(TypeException.class)
        .hasMessage(
            "Npy.write: NumPy has no bfloat16 to write bfloat16[2, 3] as; write"
                + " to(DType.FLOAT32), which loses nothing, or a safetensors file.");
    assertThatThrownBy(() -> Npy.bytes(array)).isInstanceOf(TypeException.class);
    assertThatThrownBy(() -> Npz.write(file, new LinkedHashMap<>(Map.of("w", array))))
        .isInstanceOf(TypeException.class)
        .hasMessageStartingWith("Npz.write, array \"w\": NumPy has no bfloat16");
    assertThat(file).doesNotExist();
  }

  @Test
  void writesALongHeaderInVersion2() {
    Tensor array = Tensor.of(new byte[] {7}, LongStream.generate(() -> 1).limit(22_000).toArray());
    byte[] bytes = Npy.bytes(array);
    assertThat(bytes).startsWith(0x93, 'N', 'U', 'M', 'P', 'Y', 2, 0);
    assertThatThrownBy(() -> Npy.read(bytes, "a.npy"))
        .hasMessage("a.npy: at byte 12: shape has 22000 axes; 64 are allowed.");
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '~',
      value = {
        "[]~0~the header is not a dictionary.",
        "{'descr': '<f4'}~0~the header's keys are [descr]; they must be descr, fortran_order,"
            + " shape.",
        "{'descr' '<f4'}~9~expected ':' after the key 'descr', found '''.",
        "{'descr': '<f4' 'shape': ()}~16~expected ',' or '}', found '''.",
        "{'descr': '<f4', 'descr': '<f4'}~17~the key 'descr' stands twice in the header.",
        "{'descr': import os}~10~expected a value, found 'i'.",
        "{'descr: 1}~1~the string that starts here does not end.",
        "{1: 2}~1~the keys of the header are strings.",
        "{'a': 99999999999999999999}~6~this is not an integer of 64 bits.",
        "{'a': '\\x41'}~7~escapes do not occur in the header of an array Atled can read.",
        "{} x~3~expected the end of the header, found 'x'.",
        "{'descr': '<f4', 'fortran_order': 0, 'shape': ()}~0~fortran_order must be True or False.",
        "{'descr': '<f4', 'fortran_order': False, 'shape': 3}~0~shape must be a tuple of integers.",
        "{'descr': '<f4', 'fortran_order': False, 'shape': ('a',)}~0~shape must be a tuple of"
            + " integers.",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (-1,)}~0~Shape [-1] has the negative"
            + " size -1.",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (4294967296, 4294967296)}~0~Shape"
            + " [4294967296, 4294967296] has more than 2147483639 elements, the most one tensor"
            + " holds; split it along an axis.",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (2000000000,)}~64~an array of shape"
            + " [2000000000] takes 8000000000 bytes, but the file ends at byte 74; it is cut short"
            + " or damaged.",
      })
  void namesTheByteAndTheReason(String header, int offset, String reason) {
    assertThatThrownBy(() -> Npy.read(file(header), "a.npy"))
        .isInstanceOf(FormatException.class)
        .hasMessage("a.npy: at byte " + (offset + 10) + ": " + reason);
  }

  @Test
  void refusesOtherTypesOfElements() {
    assertThatThrownBy(() -> Npy.read(Samples.resource("c16.npy"), "c16.npy"))
        .isInstanceOf(FormatException.class)
        .hasMessage(
            "c16.npy: at byte 10: elements of type '<c16' are not supported; f4, f8, f2, i1, i2,"
                + " i4, i8, u1, u2 and b1 are, in either byte order: convert the array before"
                + " saving it.");
    assertThatThrownBy(() -> Npy.read(Samples.resource("fields.npy"), "fields.npy"))
        .hasMessage(
            "fields.npy: at byte 10: descr is not a string: structured arrays are not supported;"
                + " save each field.");
  }

  @Test
  void refusesWhatIsTooShortTooLongOrOfAnotherKind() {
    byte[] valid = Samples.resource("f4.npy");
    refuses(
        Arrays.copyOf(valid, 151),
        "at byte 128: an array of shape [2, 3] takes 24 bytes, but the file ends at byte 151; it is"
            + " cut short or damaged.");
    refuses(
        Arrays.copyOf(valid, 153),
        "at byte 152: an array of shape [2, 3] ends here, but more bytes follow.");
    refuses(
        "not an npy file".getBytes(StandardCharsets.US_ASCII),
        "at byte 0: an npy file starts with \\x93NUMPY; this is another kind of file.");
    refuses(
        new byte[3],
        "at byte 0: the magic string of an npy file takes 6 bytes, but the file ends at byte 3; it"
            + " is cut short or damaged.");
    byte[] newer = valid.clone();
    newer[6] = 4;
    refuses(
        newer,
        "at byte 6: version 4.0 of the npy format is unknown; the known ones are 1.0, 2.0 and"
            + " 3.0.");
    byte[] badBoolean = Samples.resource("b1.npy");
    badBoolean[130] = 2;
    refuses(badBoolean, "at byte 130: a boolean is the byte 0 or 1, found 2.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"f4", "b1", "v2", "v3", "fortran", "scalar", "fields"})
  void readsOrRefusesEveryMutation(String name) {
    int refused =
        Mutations.check(Samples.resource(name + ".npy"), bytes -> Npy.read(bytes, "a.npy"));
    assertThat(refused).isGreaterThan(1000);
  }

  @Test
  void saysWhyAFileCannotBeRead(@TempDir Path folder) throws Exception {
    Path missing = folder.resolve("missing.npy");
    assertThatThrownBy(() -> Npy.read(missing))
        .isInstanceOf(AtledException.class)
        .hasMessage("Cannot read " + missing + ": there is no such file; check the path.");
    assertThatThrownBy(() -> Npy.read(Files.createDirectory(folder.resolve("d.npy"))))
        .isInstanceOf(AtledException.class);
  }

  private static void refuses(byte[] bytes, String message) {
    assertThatThrownBy(() -> Npy.read(bytes, "a.npy"))
        .isInstanceOf(FormatException.class)
        .hasMessage("a.npy: " + message);
  }

  private static byte[] file(String header) {
    byte[] text = header.getBytes(StandardCharsets.ISO_8859_1);
    return ByteBuffer.allocate(10 + text.length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0})
        .putShort((short) text.length)
        .put(text)
        .array();
  }
}
