package org.atled.formats.safetensors;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import org.atled.core.error.FormatException;
import org.atled.core.error.ShapeException;
import org.atled.core.shape.Shape;
import org.atled.formats.bytes.ByteReader;
import org.atled.formats.json.JsonNull;
import org.atled.formats.json.JsonPlace;

/**
 * The header of a file, checked as the format's reference implementation does: its length in eight
 * little-endian bytes, then a JSON object that tells for each tensor its type, its shape, and where
 * its bytes stand counted from the header's end. Together the tensors fill the rest of the file
 * without holes or overlaps. Fields of other names are passed over. A tensor may be of a type that
 * is not read here; only its bytes are not counted then.
 */
record SafetensorsHeader(
    SequencedMap<String, String> metadata, SequencedMap<String, Safetensors.Entry> entries) {
  static final String METADATA = "__metadata__";
  static final int MAX_LENGTH = 100_000_000;

  SafetensorsHeader {
    metadata = Collections.unmodifiableSequencedMap(metadata);
    entries = Collections.unmodifiableSequencedMap(entries);
  }

  /** Reads and checks the header of a file of that size. */
  static SafetensorsHeader read(ByteReader in, long fileSize) {
    long length =
        ByteBuffer.wrap(in.bytes(Long.BYTES, "the header's length"))
            .order(ByteOrder.LITTLE_ENDIAN)
            .getLong();
    if (length < 0 || length > MAX_LENGTH) {
      throw in.error(
          0,
          "the header's length is "
              + Long.toUnsignedString(length)
              + ", more than "
              + MAX_LENGTH
              + "; this is not a safetensors file.");
    }
    byte[] json = in.bytes((int) length, "the header");
    int start = 0;
    while (start < json.length && isBlank(json[start])) {
      start++;
    }
    if (start == json.length || json[start] != '{') {
      throw in.error(Long.BYTES + start, "the header must start with '{'.");
    }
    JsonPlace root = JsonPlace.parse(json, in.name() + ", header");
    SequencedMap<String, String> metadata = new LinkedHashMap<>();
    SequencedMap<String, Safetensors.Entry> entries = new LinkedHashMap<>();
    for (String key : root.keys()) {
      if (key.equals(METADATA)) {
        if (!(root.get(key).value() instanceof JsonNull)) {
          JsonPlace texts = root.object(key);
          texts.keys().forEach(text -> metadata.put(text, texts.string(text)));
        }
      } else {
        entries.put(key, entry(root.object(key), Long.BYTES + length));
      }
    }
    checkCoverage(in, entries, Long.BYTES + length, fileSize);
    return new SafetensorsHeader(metadata, entries);
  }

  /** What JSON allows before a value. */
  private static boolean isBlank(byte b) {
    return b == ' ' || b == '\t' || b == '\n' || b == '\r';
  }

  private static Safetensors.Entry entry(JsonPlace place, long dataStart) {
    String typeName = place.string("dtype");
    Optional<SafetensorsType> type = SafetensorsType.named(typeName);
    Shape shape = shape(place);
    long[] offsets = place.longs("data_offsets");
    if (offsets.length != 2 || offsets[0] < 0 || offsets[1] < offsets[0]) {
      throw place.error(
          "has the data_offsets "
              + Arrays.toString(offsets)
              + "; they must be a begin and an end.");
    }
    type.ifPresent(known -> {
      long expected = (long) shape.elements() * known.encoding().bytes();
      if (offsets[1] - offsets[0] != expected) {
        throw place.error(
            "has the data_offsets "
                + Arrays.toString(offsets)
                + ", "
                + (offsets[1] - offsets[0])
                + " bytes, but "
                + known
                + " of shape "
                + shape
                + " takes "
                + expected
                + ".");
      }
    });
    return new Safetensors.Entry(
        typeName,
        type.map(known -> known.encoding().dtype()),
        shape,
        dataStart,
        offsets[0],
        offsets[1]);
  }

  private static Shape shape(JsonPlace place) {
    try {
      return Shape.of(place.longs("shape"));
    } catch (ShapeException e) {
      throw place.error("has a shape that cannot be: " + e.getMessage());
    }
  }

  private static void checkCoverage(
      ByteReader in,
      SequencedMap<String, Safetensors.Entry> entries,
      long dataStart,
      long fileSize) {
    List<Map.Entry<String, Safetensors.Entry>> byPlace = new ArrayList<>(entries.entrySet());
    byPlace.sort(
        Map.Entry.comparingByValue(
            Comparator.comparingLong(Safetensors.Entry::begin)
                .thenComparingLong(Safetensors.Entry::end)));
    long next = 0;
    for (Map.Entry<String, Safetensors.Entry> tensor : byPlace) {
      long begin = tensor.getValue().begin();
      if (begin != next) {
        throw in.error(
            Math.min(dataStart + Math.min(begin, next), fileSize),
            "tensor \""
                + tensor.getKey()
                + "\" begins at "
                + begin
                + " of the data, but the one before it ends at "
                + next
                + "; there must be no "
                + (begin > next ? "hole." : "overlap."));
      }
      next = tensor.getValue().end();
    }
    if (next != fileSize - dataStart) {
      throw new FormatException(
          in.name(),
          fileSize,
          "the header describes "
              + next
              + " bytes of data, but "
              + (fileSize - dataStart)
              + " follow it; the file is "
              + (next > fileSize - dataStart ? "cut short." : "too long."));
    }
  }
}
