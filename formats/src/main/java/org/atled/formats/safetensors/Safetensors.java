package org.atled.formats.safetensors;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import org.atled.core.error.ArgumentException;
import org.atled.core.error.AtledException;
import org.atled.core.error.FormatException;
import org.atled.core.error.StateException;
import org.atled.core.shape.DType;
import org.atled.core.shape.Shape;
import org.atled.core.tensor.Tensor;
import org.atled.formats.bytes.ByteReader;
import org.atled.formats.bytes.Unreadable;

/**
 * A safetensors file whose header has been read and checked. Tensors are read from the disk when
 * they are asked for, each by itself; no file stays open between calls.
 *
 * <p>Read: BOOL; U8 becomes UINT8; I8, I16, U16 and I32 INT32; I64 INT64; F16 FLOAT16; BF16
 * BFLOAT16; F32 FLOAT32; F64 FLOAT64. Names keep the order of the header.
 */
public final class Safetensors {
  private final Path file;
  private final long size;
  private final FileTime modified;
  private final SafetensorsHeader header;

  private Safetensors(Path file, long size, FileTime modified, SafetensorsHeader header) {
    this.file = file;
    this.size = size;
    this.modified = modified;
    this.header = header;
  }

  /**
   * What the header says of a tensor.
   *
   * @param type the format's name of the elements' type, such as {@code BF16}
   * @param dtype the type the elements have in memory; empty for a type that is not read, which
   *     keeps nobody from the other tensors of the file
   * @param dataStart where in the file the data of all tensors begins
   * @param begin where this tensor begins, in bytes from {@code dataStart}
   * @param end the byte after its last one, counted likewise
   */
  public record Entry(
      String type, Optional<DType> dtype, Shape shape, long dataStart, long begin, long end) {}

  /**
   * Reads and checks the header.
   *
   * @throws FormatException if the file is of another kind or damaged
   * @throws AtledException if the file cannot be read
   */
  public static Safetensors open(Path file) {
    try {
      FileTime modified = Files.getLastModifiedTime(file);
      try (FileChannel channel = FileChannel.open(file)) {
        long size = channel.size();
        ByteReader in = reader(file, channel, 0, size);
        return new Safetensors(file, size, modified, SafetensorsHeader.read(in, size));
      }
    } catch (IOException e) {
      throw Unreadable.because(file, e);
    }
  }

  /** The texts under {@code __metadata__}, in order; empty if there are none. */
  public SequencedMap<String, String> metadata() {
    return header.metadata();
  }

  /** The tensors by name, in the order of the header. */
  public SequencedMap<String, Entry> entries() {
    return header.entries();
  }

  /**
   * Reads one tensor, row-major.
   *
   * <pre>{@code
   * Safetensors file = Safetensors.open(Path.of("model.safetensors"));
   * Tensor weight = file.read("fc1.weight");
   * }</pre>
   *
   * @throws ArgumentException if there is none of that name
   * @throws FormatException if its elements are of a type that is not read
   * @throws StateException if the file was replaced since it was opened
   * @throws AtledException if the file cannot be read
   */
  public Tensor read(String name) {
    Entry entry = header.entries().get(name);
    if (entry == null) {
      throw new ArgumentException(
          file + " holds no tensor \"" + name + "\"; it holds " + someNames() + ".");
    }
    SafetensorsType type = type(name, entry);
    try (FileChannel channel = unchanged()) {
      return read(channel, name, entry, type);
    } catch (IOException e) {
      throw Unreadable.because(file, e);
    }
  }

  private String someNames() {
    int most = 20;
    var names = header.entries().keySet();
    return names.stream().limit(most).toList()
        + (names.size() > most ? " and " + (names.size() - most) + " more" : "");
  }

  /**
   * Reads all tensors, row-major, in the order of the header.
   *
   * @throws FormatException if the elements of one are of a type that is not read; nothing is read
   *     then
   * @throws StateException if the file was replaced since it was opened
   * @throws AtledException if the file cannot be read
   */
  public SequencedMap<String, Tensor> readAll() {
    SequencedMap<String, Tensor> all = new LinkedHashMap<>();
    header.entries().forEach(this::type);
    try (FileChannel channel = unchanged()) {
      for (Map.Entry<String, Entry> entry : header.entries().entrySet()) {
        String name = entry.getKey();
        all.put(name, read(channel, name, entry.getValue(), type(name, entry.getValue())));
      }
    } catch (IOException e) {
      throw Unreadable.because(file, e);
    }
    return Collections.unmodifiableSequencedMap(all);
  }

  private SafetensorsType type(String name, Entry entry) {
    return SafetensorsType.named(entry.type())
        .orElseThrow(() ->
            new FormatException(
                file,
                -1,
                "tensor \""
                    + name
                    + "\" has the dtype "
                    + entry.type()
                    + ", which is not supported; "
                    + Arrays.toString(SafetensorsType.values())
                    + " are: convert it, or read the others by their names."));
  }

  private Tensor read(FileChannel channel, String name, Entry entry, SafetensorsType type)
      throws IOException {
    var in =
        reader(file, channel, entry.dataStart() + entry.begin(), entry.dataStart() + entry.end());
    String what = "tensor \"" + name + "\"";
    return Tensor.wrap(
        type.encoding().read(in, entry.shape().elements(), ByteOrder.LITTLE_ENDIAN, what),
        entry.shape());
  }

  /** The file, if it still is the one whose header was read. */
  private FileChannel unchanged() throws IOException {
    FileChannel channel = FileChannel.open(file);
    if (channel.size() != size || !Files.getLastModifiedTime(file).equals(modified)) {
      channel.close();
      throw new StateException(
          file
              + " was replaced since its header was read; open it again to read what it holds"
              + " now.");
    }
    return channel;
  }

  private static ByteReader reader(Path file, FileChannel channel, long from, long to)
      throws IOException {
    InputStream in = Channels.newInputStream(channel.position(from));
    return new ByteReader(file.toString(), in, from, to, ByteReader.holding(channel.size()));
  }
}
