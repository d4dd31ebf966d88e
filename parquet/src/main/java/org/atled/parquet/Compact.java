package org.atled.parquet;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.atled.core.error.FormatException;

/**
 * Walks over a structure in Thrift's compact protocol, in which Parquet writes its headers: a byte
 * for each field with the step of its number and its type, and then the value. "Thrift Compact
 * protocol encoding", apache/thrift, doc/specs.
 */
final class Compact {
  static final int STRUCT = 12;

  private static final int DEEPEST = 32;

  private final ByteBuffer bytes;
  private final Path name;
  private int id;

  /**
   * @param name stands for the file in messages
   */
  Compact(ByteBuffer bytes, Path name) {
    this.bytes = bytes;
    this.name = name;
  }

  static boolean isNumber(int type) {
    return type >= 4 && type <= 6;
  }

  /** The type of the next field; 0 at the end. */
  int field() {
    int head = oneByte();
    int step = head >>> 4;
    int type = head & 15;
    if (type != 0) {
      id = step == 0 ? (int) number() : id + step;
    }
    return type;
  }

  /** The number of the field that was found last. */
  int id() {
    return id;
  }

  /** A number that is kept small by its sign: 0, −1, 1, −2, …. */
  long number() {
    long bits = bits();
    return (bits >>> 1) ^ -(bits & 1);
  }

  private long bits() {
    long bits = 0;
    for (int shift = 0; shift < Long.SIZE; shift += 7) {
      int next = oneByte();
      bits |= (long) (next & 0x7F) << shift;
      if (next < 0x80) {
        return bits;
      }
    }
    throw damaged();
  }

  /** The first number of the structure that comes next, which is passed over; 0 if it has none. */
  long first() {
    int outside = id;
    id = 0;
    long first = 0;
    for (int type = field(); type != 0; type = field()) {
      if (id == 1 && isNumber(type)) {
        first = number();
      } else {
        skip(type, 1);
      }
    }
    id = outside;
    return first;
  }

  /** Passes over the value of a field. */
  void skip(int type, int depth) {
    if (depth > DEEPEST) {
      throw damaged();
    }
    switch (type) {
      case 1, 2 -> {
        // The type says whether it is true.
      }
      case 3 -> oneByte();
      case 4, 5, 6 -> number();
      case 7 -> skip(Double.BYTES);
      case 8 -> skip(bits());
      case 9, 10 -> {
        int head = oneByte();
        long count = head >>> 4 == 15 ? bits() : head >>> 4;
        if (count < 0 || count > bytes.remaining()) {
          throw damaged();
        }
        for (long i = 0; i < count; i++) {
          int element = head & 15;
          // In a list each has its byte.
          skip(element == 1 || element == 2 ? 3 : element, depth + 1);
        }
      }
      case STRUCT -> {
        int outside = id;
        id = 0;
        for (int inner = field(); inner != 0; inner = field()) {
          skip(inner, depth + 1);
        }
        id = outside;
      }
      default -> throw damaged();
    }
  }

  private void skip(long count) {
    if (count < 0 || count > bytes.remaining()) {
      throw damaged();
    }
    bytes.position(bytes.position() + (int) count);
  }

  private int oneByte() {
    try {
      return bytes.get() & 0xFF;
    } catch (BufferUnderflowException e) {
      throw damaged();
    }
  }

  private FormatException damaged() {
    return new FormatException(
        name,
        -1,
        "what it says of itself, or a page of it, cannot be read; the file is damaged or cut off:"
            + " copy it anew, or write it anew.");
  }
}
