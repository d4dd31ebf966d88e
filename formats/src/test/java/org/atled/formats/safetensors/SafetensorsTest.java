package org.atled.formats.safetensors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import org.atled.core.error.ArgumentException;
import org.atled.core.error.AtledException;
import org.atled.core.error.FormatException;
import org.atled.core.error.StateException;
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
import org.junit.jupiter.params.provider.CsvSource;

class SafetensorsTest {
  private static final SequencedMap<String, String> NO_METADATA = new LinkedHashMap<>();

  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void nameTheFile() {
    file = folder.resolve("a.safetensors");
  }

  @Test
  void writesTheseBytes() throws IOException {
    var tensors = new LinkedHashMap<String, Tensor>();
    tensors.put("on", Tensor.wrap(new Storage.Bool(new boolean[] {true}), Shape.of(1)));
    tensors.put("w", Tensor.wrap(new Storage.Float32(new float[] {1, -2}), Shape.of(1, 2)));
    tensors.put("n", Tensor.wrap(new Storage.Int64(new long[] {258}), Shape.scalar()));
    var metadata = new LinkedHashMap<String, String>();
    metadata.put("format", "atled");
    SafetensorsWriter.write(file, tensors, metadata);
    String json =
        "{\"__metadata__\":{\"format\":\"atled\"},"
            + "\"on\":{\"dtype\":\"BOOL\",\"shape\":[1],\"data_offsets\":[16,17]},"
            + "\"w\":{\"dtype\":\"F32\",\"shape\":[1,2],\"data_offsets\":[8,16]},"
            + "\"n\":{\"dtype\":\"I64\",\"shape\":[],\"data_offsets\":[0,8]}}";
    String padded = json + " ".repeat(-json.length() & 7);
    byte[] data = HexFormat.of().parseHex("02010000000000000000803f000000c001");
    assertThat(Files.readAllBytes(file)).isEqualTo(bytes(padded, data));
  }

  @Test
  void readsBackWhatItWroteInTheOrderGiven() {
    SequencedMap<String, Tensor> tensors = Samples.named();
    var metadata = new LinkedHashMap<String, String>();
    metadata.put("z", "∇");
    metadata.put("a", "{\"json\": 1}");
    SafetensorsWriter.write(file, tensors, metadata);
    Safetensors read = Safetensors.open(file);
    assertThat(read.metadata()).containsExactlyEntriesOf(metadata);
    assertThat(read.entries().keySet()).containsExactlyElementsOf(tensors.keySet());
    SequencedMap<String, Tensor> all = read.readAll();
    assertThat(all.keySet()).containsExactlyElementsOf(tensors.keySet());
    tensors.forEach((name, tensor) -> {
      assertThat(Samples.get(read.entries(), name).dtype()).contains(tensor.dtype());
      assertThat(read.read(name).shape()).isEqualTo(tensor.shape());
      assertThat(read.read(name).strided().storage().array())
          .isEqualTo(tensor.strided().storage().array());
      assertThat(Samples.get(all, name).strided().storage().array())
          .isEqualTo(tensor.strided().storage().array());
    });
  }

  @Test
  void alignsEveryTensorToItsElements() {
    SafetensorsWriter.write(file, Samples.named(), NO_METADATA);
    Safetensors.open(file)
        .entries()
        .forEach((name, entry) ->
            assertThat((entry.dataStart() + entry.begin()) % entry.dtype().orElseThrow().bytes())
                .as(name)
                .isZero());
  }

  @Test
  void readsWhatTheReferenceImplementationWrote() {
    overwrite(Samples.resource("reference.safetensors"));
    Safetensors read = Safetensors.open(file);
    assertThat(read.metadata()).containsExactly(Map.entry("format", "np"));
    assertThat(read.read("weight").shape()).isEqualTo(Shape.of(2, 3));
    assertThat(read.read("weight").strided().storage().array())
        .isEqualTo(new float[] {-0.5f, -0.25f, 0, 0.25f, 0.5f, 0.75f});
    assertThat(read.read("on").strided().storage().array())
        .isEqualTo(new boolean[] {true, false, true});
    assertThat(read.read("größe 重").strided().storage().array()).isEqualTo(new long[] {-1L << 40});
    assertThat(read.read("größe 重").shape()).isEqualTo(Shape.scalar());
    assertThat(read.read("none").shape()).isEqualTo(Shape.of(0, 4));
  }

  @Test
  void readsFloatsOf16BitsAsTheyAreAndWidensIntegers() {
    write(
        "{\"h\":{\"dtype\":\"F16\",\"shape\":[2],\"data_offsets\":[0,4]},"
            + "\"b\":{\"dtype\":\"BF16\",\"shape\":[2],\"data_offsets\":[4,8]},"
            + "\"s\":{\"dtype\":\"I16\",\"shape\":[1],\"data_offsets\":[8,10]},"
            + "\"u\":{\"dtype\":\"U16\",\"shape\":[1],\"data_offsets\":[10,12]},"
            + "\"c\":{\"dtype\":\"I8\",\"shape\":[1],\"data_offsets\":[12,13]}}",
        "003c00c0803f00c0feffffff80");
    SequencedMap<String, Tensor> all = Safetensors.open(file).readAll();
    assertThat(Samples.get(all, "h")).hasToString("[ 1. -2.]");
    assertThat(Samples.get(all, "h").dtype()).isEqualTo(DType.FLOAT16);
    assertThat(Samples.get(all, "b")).hasToString("[ 1. -2.]");
    assertThat(Samples.get(all, "b").dtype()).isEqualTo(DType.BFLOAT16);
    assertThat(Samples.get(all, "s").strided().storage().array()).isEqualTo(new int[] {-2});
    assertThat(Samples.get(all, "u").strided().storage().array()).isEqualTo(new int[] {65535});
    assertThat(Samples.get(all, "c").strided().storage().array()).isEqualTo(new int[] {-128});
  }

  @Test
  void aTensorOfAnotherTypeLeavesTheOthersReadable() {
    write(
        "{\"scale\":{\"dtype\":\"F8_E4M3\",\"shape\":[3],\"data_offsets\":[0,3]},"
            + "\"u\":{\"dtype\":\"U8\",\"shape\":[1],\"data_offsets\":[3,4]}}",
        "38383807");
    Safetensors open = Safetensors.open(file);
    String message =
        file
            + ": tensor \"scale\" has the dtype F8_E4M3, which is not supported; [BOOL, U8, I8,"
            + " I16, U16, I32, I64, F16, BF16, F32, F64] are: convert it, or read the others by"
            + " their names.";

    assertThat(open.entries().keySet()).containsExactly("scale", "u");
    assertThat(Samples.get(open.entries(), "scale").type()).isEqualTo("F8_E4M3");
    assertThat(Samples.get(open.entries(), "scale").shape()).isEqualTo(Shape.of(3));
    assertThat(Samples.get(open.entries(), "scale").dtype()).isEmpty();
    assertThat(open.read("u").strided().storage().array()).isEqualTo(new byte[] {7});
    assertThatThrownBy(() -> open.read("scale"))
        .isInstanceOf(FormatException.class)
        .hasMessage(message);
    assertThatThrownBy(open::readAll).isInstanceOf(FormatException.class).hasMessage(message);
  }

  @Test
  void takesBlanksNullMetadataAndFieldsItDoesNotKnow() {
    write(
        " \t\r\n{\"__metadata__\":null,"
            + "\"u\":{\"dtype\":\"U8\",\"shape\":[1],\"data_offsets\":[0,1],\"unit\":\"m\"}}",
        "07");
    Safetensors open = Safetensors.open(file);

    assertThat(open.metadata()).isEmpty();
    assertThat(open.read("u").strided().storage().array()).isEqualTo(new byte[] {7});
    write(" \n[]", "");
    assertThatThrownBy(() -> Safetensors.open(file))
        .isInstanceOf(FormatException.class)
        .hasMessage(file + ": at byte 10: the header must start with '{'.");
  }

  @Test
  void aFileMayHoldNoTensor() {
    SafetensorsWriter.write(file, new LinkedHashMap<>(), NO_METADATA);
    assertThat(Safetensors.open(file).readAll()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '~',
      value = {
        "[]~~: at byte 8: the header must start with '{'.",
        "{\"a\" 1}~~, header: at byte 5: expected ':' after the key \"a\", found '1'.",
        "{\"a\":{},\"a\":{}}~~, header: at byte 8: the key \"a\" stands twice in one object; keep"
            + " one of them.",
        "{\"a\":{}}~~, header: \"a.dtype\" is missing; \"a\" has the keys [].",
        "{\"a\":{\"dtype\":\"F4\",\"shape\":[1],\"data_offsets\":[1,2]}}~0000~: at byte 61: tensor"
            + " \"a\" begins at 1 of the data, but the one before it ends at 0; there must be no"
            + " hole.",
        "{\"a\":{\"dtype\":\"U8\",\"shape\":[-1],\"data_offsets\":[0,1]}}~00~, header: \"a\" has a"
            + " shape that cannot be: Shape [-1] has the negative size -1.",
        "{\"a\":{\"dtype\":\"U8\",\"shape\":[4294967296,4294967296],\"data_offsets\":[0,0]}}~~,"
            + " header: \"a\" has a shape that cannot be: Shape [4294967296, 4294967296] has more"
            + " than 2147483639 elements, the most one tensor holds; split it along an axis.",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,4]}}~00000000~, header: \"a\""
            + " has the data_offsets [0, 4], 4 bytes, but F32 of shape [2] takes 8.",
        "{\"a\":{\"dtype\":\"U8\",\"shape\":[0],\"data_offsets\":[1,0]}}~00~, header: \"a\" has the"
            + " data_offsets [1, 0]; they must be a begin and an end.",
        "{\"a\":{\"dtype\":\"U8\",\"shape\":[1],\"data_offsets\":[1,2]}}~0000~: at byte 61: tensor"
            + " \"a\" begins at 1 of the data, but the one before it ends at 0; there must be no"
            + " hole.",
        "{\"a\":{\"dtype\":\"U8\",\"shape\":[2],\"data_offsets\":[0,2]},\"b\":{\"dtype\":\"U8\",\"shape\":[2],\"data_offsets\":[1,3]}}~000000~:"
            + " at byte 114: tensor \"b\" begins at 1 of the data, but the one before it ends at 2;"
            + " there must be no overlap.",
        "{\"a\":{\"dtype\":\"U8\",\"shape\":[2],\"data_offsets\":[0,2]}}~00~: at byte 62: the"
            + " header describes 2 bytes of data, but 1 follow it; the file is cut short.",
        "{\"a\":{\"dtype\":\"U8\",\"shape\":[0],\"data_offsets\":[0,0]}}~00~: at byte 62: the"
            + " header describes 0 bytes of data, but 1 follow it; the file is too long.",
        "{\"__metadata__\":{\"step\":1}}~~, header: \"__metadata__.step\" should be a string, but"
            + " it is a number.",
      })
  void namesThePlaceAndTheReason(String json, String data, String message) {
    write(json, data == null ? "" : data);
    assertThatThrownBy(() -> Safetensors.open(file))
        .isInstanceOf(FormatException.class)
        .hasMessage(file + message);
  }

  @Test
  void boundsTheHeaderBeforeReadingIt() throws IOException {
    Files.write(file, HexFormat.of().parseHex("ffffffffffffffff7b7d"));
    assertThatThrownBy(() -> Safetensors.open(file))
        .isInstanceOf(FormatException.class)
        .hasMessage(
            file
                + ": at byte 0: the header's length is 18446744073709551615, more than 100000000;"
                + " this is not a safetensors file.");
    Files.write(file, HexFormat.of().parseHex("00e1f505000000007b7d"));
    assertThatThrownBy(() -> Safetensors.open(file))
        .hasMessage(
            file
                + ": at byte 8: the header takes 100000000 bytes, but the file ends at byte 10; it"
                + " is cut short or damaged.");
  }

  @Test
  void readsOrRefusesEveryMutation() throws IOException {
    var tensors = new LinkedHashMap<String, Tensor>();
    tensors.put("w", Samples.random(DType.FLOAT32, Shape.of(2, 2)));
    tensors.put("é", Samples.random(DType.BOOL, Shape.of(3)));
    SafetensorsWriter.write(file, tensors, NO_METADATA);
    int refused =
        Mutations.check(
            Files.readAllBytes(file),
            bytes -> {
              overwrite(bytes);
              Safetensors.open(file).readAll();
            });
    assertThat(refused).isGreaterThan(1000);
  }

  @Test
  void noticesThatTheFileWasReplaced() throws IOException {
    SafetensorsWriter.write(file, Samples.named(), NO_METADATA);
    Safetensors open = Safetensors.open(file);
    Files.setLastModifiedTime(file, FileTime.fromMillis(1_000));
    assertThatThrownBy(open::readAll)
        .isInstanceOf(StateException.class)
        .hasMessage(
            file
                + " was replaced since its header was read; open it again to read what it holds"
                + " now.");
  }

  @Test
  void namesWhatItHolds() {
    var tensors = new LinkedHashMap<String, Tensor>();
    for (int i = 0; i < 22; i++) {
      tensors.put("w" + i, Samples.random(DType.UINT8, Shape.of(1)));
    }
    SafetensorsWriter.write(file, tensors, NO_METADATA);
    assertThatThrownBy(() -> Safetensors.open(file).read("fc1.weight"))
        .isInstanceOf(ArgumentException.class)
        .hasMessage(
            file
                + " holds no tensor \"fc1.weight\"; it holds [w0, w1, w2, w3, w4, w5, w6, w7, w8,"
                + " w9, w10, w11, w12, w13, w14, w15, w16, w17, w18, w19] and 2 more.");
    Path missing = folder.resolve("missing.safetensors");
    assertThatThrownBy(() -> Safetensors.open(missing))
        .isInstanceOf(AtledException.class)
        .hasMessage("Cannot read " + missing + ": there is no such file; check the path.");
  }

  @Test
  void refusesTheReservedName() {
    var tensors = new LinkedHashMap<String, Tensor>();
    tensors.put("__metadata__", Samples.random(DType.UINT8, Shape.of(1)));
    assertThatThrownBy(() -> SafetensorsWriter.write(file, tensors, NO_METADATA))
        .isInstanceOf(ArgumentException.class)
        .hasMessage(
            "A safetensors file keeps the name __metadata__ for itself; rename the tensor.");
    assertThat(file).doesNotExist();
  }

  private void write(String json, String hexData) {
    overwrite(bytes(json, HexFormat.of().parseHex(hexData)));
  }

  private static byte[] bytes(String json, byte[] data) {
    byte[] header = json.getBytes(StandardCharsets.UTF_8);
    byte[] bytes = new byte[Long.BYTES + header.length + data.length];
    ByteBuffer.wrap(bytes)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(header.length)
        .put(header)
        .put(data);
    return bytes;
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
}
