package org.atled.train.watch;

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads files of events for TensorBoard, and shares nothing with what writes them: its checksum is
 * computed bit by bit (RFC 3720, appendix B.4), its numbers are put together byte by byte.
 */
final class ReadEvents {
  private ReadEvents() {}

  /** A field of a message: a long, a double, a float as its bits in an int, or bytes. */
  record Field(int number, Object value) {
    byte[] bytes() {
      return (byte[]) value;
    }

    String text() {
      return new String(bytes(), StandardCharsets.UTF_8);
    }

    List<Field> fields() {
      return parse(bytes());
    }
  }

  /** All events of a file. */
  static List<List<Field>> of(Path file) throws IOException {
    List<List<Field>> events = new ArrayList<>();
    try (DataInputStream in = new DataInputStream(Files.newInputStream(file))) {
      while (in.available() > 0) {
        byte[] length = in.readNBytes(8);
        check(length, in.readNBytes(4));
        byte[] data = in.readNBytes((int) little(length, 0, 8));
        check(data, in.readNBytes(4));
        events.add(parse(data));
      }
    }
    return events;
  }

  private static void check(byte[] data, byte[] sum) {
    int crc = -1;
    for (byte b : data) {
      crc ^= b & 0xFF;
      for (int i = 0; i < 8; i++) {
        crc = (crc & 1) == 0 ? crc >>> 1 : crc >>> 1 ^ 0x82F63B78;
      }
    }
    crc = ~crc;
    int masked = (crc >>> 15 | crc << 17) + 0xa282ead8;
    if (masked != (int) little(sum, 0, 4)) {
      throw new AssertionError("The checksum is wrong.");
    }
  }

  private static long little(byte[] bytes, int from, int count) {
    long value = 0;
    for (int i = count - 1; i >= 0; i--) {
      value = value << 8 | bytes[from + i] & 0xFF;
    }
    return value;
  }

  static List<Field> parse(byte[] data) {
    List<Field> fields = new ArrayList<>();
    int[] at = {0};
    while (at[0] < data.length) {
      long key = varint(data, at);
      int number = (int) (key >> 3);
      switch ((int) (key & 7)) {
        case 0 -> fields.add(new Field(number, varint(data, at)));
        case 1 -> {
          fields.add(new Field(number, Double.longBitsToDouble(little(data, at[0], 8))));
          at[0] += 8;
        }
        case 2 -> {
          int length = (int) varint(data, at);
          fields.add(new Field(number, java.util.Arrays.copyOfRange(data, at[0], at[0] + length)));
          at[0] += length;
        }
        case 5 -> {
          fields.add(new Field(number, Float.intBitsToFloat((int) little(data, at[0], 4))));
          at[0] += 4;
        }
        default -> throw new AssertionError("There is no wire type " + (key & 7) + ".");
      }
    }
    return fields;
  }

  private static long varint(byte[] data, int[] at) {
    long value = 0;
    for (int shift = 0; ; shift += 7) {
      byte b = data[at[0]++];
      value |= (long) (b & 0x7F) << shift;
      if (b >= 0) {
        return value;
      }
    }
  }

  static double[] doubles(byte[] packed) {
    double[] values = new double[packed.length / 8];
    for (int i = 0; i < values.length; i++) {
      values[i] = Double.longBitsToDouble(little(packed, 8 * i, 8));
    }
    return values;
  }

  /** The values of summaries, by tag and then step. */
  static Map<String, Map<Long, Field>> values(List<List<Field>> events) {
    Map<String, Map<Long, Field>> values = new LinkedHashMap<>();
    for (List<Field> event : events) {
      long step = 0;
      for (Field field : event) {
        if (field.number() == 2) {
          step = (long) field.value();
        }
        if (field.number() == 5) {
          for (Field value : field.fields()) {
            List<Field> parts = value.fields();
            values
                .computeIfAbsent(parts.getFirst().text(), tag -> new LinkedHashMap<>())
                .put(step, parts.getLast());
          }
        }
      }
    }
    return values;
  }
}
