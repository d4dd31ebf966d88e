package org.atled.tables;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** The values of a column as they stand in a file, without white space around them. */
final class Texts {
  private final Scratch scratch;
  private final Longs values;
  private final List<ByteBuffer> pool;
  private final int numbers;
  private final long bits;
  private final Optional<int[]> others;

  /**
   * @param numbers how many values are packed as such
   * @param bits of these together
   * @param others the rows of the others, where they are few
   */
  private Texts(
      Scratch scratch,
      Longs values,
      List<ByteBuffer> pool,
      int numbers,
      long bits,
      Optional<int[]> others) {
    this.bits = bits;
    this.scratch = scratch;
    this.values = values;
    this.pool = pool;
    this.numbers = numbers;
    this.others = others;
  }

  /**
   * Values that are being read. What is packed takes 64 bits, other texts lie in a pool, in which
   * these 64 bits say where; one that stands there lately is not written again.
   */
  static final class Growing {
    private static final int LONGEST_NUMBER = 24;
    private static final int FIRST = 1 << 8;
    private static final int CHUNK = 1 << 20;
    private static final int KNOWN = 1 << 6;

    /** The rows of so many others are noted in any column, and in long ones one in so many. */
    private static final int SOME = 1 << 12;

    private static final int FEW = 16;

    private final Scratch scratch;
    private final Longs values;
    private final List<ByteBuffer> pool = new ArrayList<>();
    private final List<Known> known = new ArrayList<>();
    private int numbers;
    private long bits;
    private int[] others = new int[4];
    private int noted;
    private int count;
    private boolean empty = true;

    private record Known(String text, long place) {}

    /** In the heap. */
    Growing() {
      this(Scratch.none());
    }

    Growing(Scratch scratch) {
      this.scratch = scratch;
      this.values = new Longs(scratch);
    }

    void add(String value) {
      int length = value.length();
      if (length > LONGEST_NUMBER) {
        pool(value);
        return;
      }
      long packed = Packed.of(value.toCharArray(), 0, length);
      if (packed == Packed.NONE) {
        pool(value);
      } else {
        add(packed);
      }
    }

    /** Adds what is packed. */
    void add(long packed) {
      if (Packed.isNumber(packed)) {
        numbers++;
        bits |= packed;
        empty = false;
      } else {
        other();
        empty &= packed == Packed.EMPTY;
      }
      values.add(packed);
    }

    /** Adds what is packed: so many values, each a stride behind the one before. */
    void add(long[] packed, int first, int stride, int many) {
      long all = 0;
      for (int i = 0, at = first; i < many; i++, at += stride) {
        all |= packed[at];
      }
      // No text sets the bit that texts have.
      if (Packed.isNumber(all)) {
        numbers += many;
        bits |= all;
        empty = false;
        values.add(packed, first, stride, many);
        return;
      }
      for (int i = 0, at = first; i < many; i++, at += stride) {
        add(packed[at]);
      }
    }

    /** Notes the row of a value that is no number, as long as these are few. */
    private void other() {
      if (noted == count && (count < SOME || count < values.size() / FEW)) {
        others = noted == others.length ? Arrays.copyOf(others, 2 * noted) : others;
        others[noted++] = values.size();
      }
      count++;
    }

    /** Adds what is not. */
    void pool(String value) {
      empty = false;
      other();
      int place = value.hashCode() & (KNOWN - 1);
      while (known.size() < KNOWN) {
        known.add(new Known("", 0));
      }
      if (!known.get(place).text.equals(value)) {
        known.set(place, new Known(value, written(value)));
      }
      values.add(known.get(place).place);
    }

    /** Writes a text; by characters of two bytes if some are not of Latin-1. */
    private long written(String value) {
      boolean wide = value.chars().anyMatch(c -> c > 0xFF);
      int bytes = Integer.BYTES + value.length() * (wide ? 2 : 1);
      if (pool.isEmpty() || pool.getLast().remaining() < bytes) {
        int next = pool.isEmpty() ? FIRST : Math.min(CHUNK, 4 * pool.getLast().capacity());
        pool.add(scratch.bytes(Math.max(next, bytes)));
      }
      ByteBuffer into = pool.getLast();
      long chunk = pool.size() - 1L;
      long place = POOLED | (wide ? WIDE : 0) | chunk << OFFSET | into.position();
      into.putInt(value.length());
      for (int i = 0; i < value.length(); i++) {
        if (wide) {
          into.putChar(value.charAt(i));
        } else {
          into.put((byte) value.charAt(i));
        }
      }
      return place;
    }

    int size() {
      return values.size();
    }

    /** How many values so far are numbers as programs write them. */
    int numbers() {
      return numbers;
    }

    /** Adds the same value until there are so many. */
    void fill(int wanted, String value) {
      while (size() < wanted) {
        add(value);
      }
    }

    /** Whether no value has a character. */
    boolean isEmpty() {
      return empty;
    }

    Texts done() {
      Optional<int[]> few =
          noted == count ? Optional.of(Arrays.copyOf(others, count)) : Optional.empty();
      return new Texts(scratch, values, pool, numbers, bits, few);
    }
  }

  private static final long POOLED = 3L << 62;
  private static final long WIDE = 1L << 61;
  private static final int OFFSET = 31;

  int size() {
    return values.size();
  }

  String get(int row) {
    long value = values.get(row);
    if ((value & POOLED) != POOLED) {
      return Packed.text(value);
    }
    ByteBuffer from = pooled(value);
    int at = offset(value);
    int length = from.getInt(at);
    at += Integer.BYTES;
    char[] text = new char[length];
    boolean wide = (value & WIDE) != 0;
    for (int i = 0; i < length; i++) {
      text[i] = wide ? from.getChar(at + 2 * i) : (char) (from.get(at + i) & 0xFF);
    }
    return new String(text);
  }

  private ByteBuffer pooled(long value) {
    return pool.get((int) ((value & ~(POOLED | WIDE)) >>> OFFSET));
  }

  private static int offset(long value) {
    return (int) (value & ((1L << OFFSET) - 1));
  }

  /** A value in 64 bits: equal texts may have different ones, different texts never equal ones. */
  long value(int row) {
    return values.get(row);
  }

  /** Whether a value is a number as programs write it, of which there is no doubt. */
  boolean isNumber(int row) {
    return Packed.isNumber(values.get(row));
  }

  /** Whether a value that is not packed has more characters than so many. */
  boolean isLonger(int row, int length) {
    long value = values.get(row);
    return (value & POOLED) == POOLED && pooled(value).getInt(offset(value)) > length;
  }

  /** The rows whose values may be numbers of more than 15 digits. */
  IntStream great() {
    return Packed.mayBeGreat(bits) ? IntStream.range(0, size()) : others();
  }

  /** The rows whose values are not so. */
  IntStream others() {
    return others
        .map(Arrays::stream)
        .orElseGet(() -> IntStream.range(0, size()).filter(row -> !isNumber(row)));
  }

  /** How many values are so. */
  int numbers() {
    return numbers;
  }

  /** A value as the number that programs read: NaN if it is none. -0.0 is 0.0. */
  double number(int row) {
    long value = values.get(row);
    return Packed.isNumber(value) ? Packed.number(value) : Numeral.parse(get(row)) + 0.0;
  }

  /** All values as such numbers, but for what stands for no value; of these no one is packed. */
  double[] array(BitSet absent) {
    double[] array = new double[size()];
    for (int row = 0; row < array.length; row++) {
      long value = values.get(row);
      array[row] = Packed.isNumber(value) ? Packed.number(value) : other(row, absent);
    }
    return array;
  }

  private double other(int row, BitSet absent) {
    return absent.get(row) ? Double.NaN : number(row);
  }

  /** Where further columns of its table lie. */
  Scratch scratch() {
    return scratch;
  }
}
