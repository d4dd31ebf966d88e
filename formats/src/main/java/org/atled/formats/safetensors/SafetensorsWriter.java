package org.atled.formats.safetensors;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.zip.CRC32C;
import java.util.zip.CheckedOutputStream;
import org.atled.core.error.ArgumentException;
import org.atled.core.error.AtledException;
import org.atled.core.error.CaptureException;
import org.atled.core.spi.Strided;
import org.atled.core.tensor.Tensor;
import org.atled.formats.bytes.Encoding;
import org.atled.formats.file.AtomicFile;
import org.atled.formats.json.JsonArray;
import org.atled.formats.json.JsonObject;

/**
 * Writes safetensors files. The header names the tensors in the order given; their data is laid out
 * by the size of the type, largest first and otherwise in that order, so that every tensor is
 * aligned to its elements, which readers that map the file depend on. The same input gives the same
 * bytes.
 */
public final class SafetensorsWriter {
  private static final int ALIGNMENT = 8;

  private SafetensorsWriter() {}

  /**
   * Writes or replaces a file, whole or not at all: the numbers of the moment, whatever the
   * layouts.
   *
   * <pre>{@code
   * var tensors = new LinkedHashMap<>(Map.of("fc1.weight", weight));
   * SafetensorsWriter.write(Path.of("model.safetensors"), tensors, new LinkedHashMap<>());
   * }</pre>
   *
   * @param metadata texts for {@code __metadata__}, which is left out if there are none
   * @throws ArgumentException if a tensor has the reserved name {@code __metadata__}, a name is not
   *     Unicode text, or the header would pass 100,000,000 bytes
   * @throws CaptureException inside a captured step, where there are no numbers to write
   * @throws AtledException naming the path and the way out, if it cannot be written
   */
  public static void write(
      Path file, SequencedMap<String, Tensor> tensors, SequencedMap<String, String> metadata) {
    AtomicFile.write(file, content(file.toString(), tensors, metadata));
  }

  /**
   * What {@link #write} writes, for those who put it elsewhere.
   *
   * @param name what errors call it
   * @throws ArgumentException as write does
   */
  public static AtomicFile.Content content(
      String name, SequencedMap<String, Tensor> tensors, SequencedMap<String, String> metadata) {
    SequencedMap<String, Strided> data = new LinkedHashMap<>();
    tensors.forEach((key, tensor) -> data.put(key, tensor.read("SafetensorsWriter.write")));
    List<Map.Entry<String, Strided>> layout = new ArrayList<>(data.entrySet());
    layout.sort(
        Map.Entry.comparingByValue(
            Comparator.comparingInt((Strided tensor) -> tensor.dtype().bytes()).reversed()));
    byte[] header = header(data, layout, metadata);
    if (header.length > SafetensorsHeader.MAX_LENGTH) {
      throw new ArgumentException(
          "The header of "
              + name
              + " would take "
              + header.length
              + " bytes; the format allows "
              + SafetensorsHeader.MAX_LENGTH
              + ": write several files.");
    }
    return out -> {
      out.write(
          ByteBuffer.allocate(Long.BYTES)
              .order(ByteOrder.LITTLE_ENDIAN)
              .putLong(header.length)
              .array());
      out.write(header);
      for (Map.Entry<String, Strided> tensor : layout) {
        Encoding.write(tensor.getValue(), out);
      }
    };
  }

  /**
   * A checksum of texts and tensors, their names and types included: CRC-32C, RFC 3720, of what
   * {@link #write} writes of them one after the other.
   */
  public static long checksum(List<String> texts, SequencedMap<String, Tensor> tensors) {
    CRC32C sum = new CRC32C();
    try (OutputStream out = new CheckedOutputStream(OutputStream.nullOutputStream(), sum)) {
      for (String text : texts) {
        out.write((text + "\n").getBytes(StandardCharsets.UTF_8));
      }
      for (Map.Entry<String, Tensor> tensor : tensors.entrySet()) {
        String head = tensor.getKey() + " " + tensor.getValue().type() + "\n";
        out.write(head.getBytes(StandardCharsets.UTF_8));
        Encoding.write(tensor.getValue().read("SafetensorsWriter.checksum"), out);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e); // nothing is written anywhere
    }
    return sum.getValue();
  }

  private static byte[] header(
      SequencedMap<String, Strided> tensors,
      List<Map.Entry<String, Strided>> layout,
      SequencedMap<String, String> metadata) {
    Map<String, JsonArray> places = new HashMap<>();
    long next = 0;
    for (Map.Entry<String, Strided> tensor : layout) {
      long end = next + bytes(tensor.getValue());
      places.put(tensor.getKey(), JsonArray.of(next, end));
      next = end;
    }
    JsonObject.Builder header = JsonObject.builder();
    if (!metadata.isEmpty()) {
      JsonObject.Builder texts = JsonObject.builder();
      metadata.forEach(texts::put);
      header.put(SafetensorsHeader.METADATA, texts.build());
    }
    tensors.forEach((name, tensor) -> {
      if (name.equals(SafetensorsHeader.METADATA)) {
        throw new ArgumentException(
            "A safetensors file keeps the name __metadata__ for itself; rename the tensor.");
      }
      header.put(
          name,
          JsonObject.builder()
              .put("dtype", SafetensorsType.of(tensor.dtype()).name())
              .put("shape", JsonArray.of(tensor.shape().toArray()))
              .put("data_offsets", Objects.requireNonNull(places.get(name)))
              .build());
    });
    String json = header.build().compact();
    int length = json.getBytes(StandardCharsets.UTF_8).length;
    return (json + " ".repeat(-length & (ALIGNMENT - 1))).getBytes(StandardCharsets.UTF_8);
  }

  private static long bytes(Strided tensor) {
    return (long) tensor.elements() * tensor.dtype().bytes();
  }
}
