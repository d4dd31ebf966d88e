package org.atled.tables;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/** The values of one record after the other, without white space around them. */
final class FileRow {
  private long[] packed = new long[16];
  private String[] texts = new String[16];
  private int line;
  private int size;
  private int length;
  private boolean isPacked;
  private final BitSet formulas = new BitSet();

  /**
   * Forgets what there was.
   *
   * @param number of the line of the file where the record begins, from 1
   */
  void begin(int number) {
    line = number;
    size = 0;
    length = 0;
    isPacked = true;
    if (!formulas.isEmpty()) {
      formulas.clear();
    }
  }

  /** Adds a value. */
  void add(char[] buffer, int start, int end) {
    int from = start;
    int to = end;
    while (from < to && isBlank(buffer[from])) {
      from++;
    }
    while (from < to && isBlank(buffer[to - 1])) {
      to--;
    }
    if (isText(buffer, from, to)) {
      from += 2;
      to--;
      formulas.set(size, from < to); // an empty one is no value, whatever the others are
    }
    long value = Packed.of(buffer, from, to);
    add(value);
    if (value == Packed.NONE) {
      texts[size - 1] = new String(buffer, from, to - from);
    }
  }

  /** Whether it is a text as Excel keeps it from becoming a number: {@code ="007"}. */
  private static boolean isText(char[] buffer, int from, int to) {
    return to - from > 2
        && buffer[from] == '='
        && buffer[from + 1] == '"'
        && buffer[to - 1] == '"'
        && new String(buffer, from + 2, to - from - 3).indexOf('"') < 0;
  }

  /** White space, also such that does not break lines or has no width, as web pages leave it. */
  private static boolean isBlank(char c) {
    return Character.isWhitespace(c)
        || (c >= 0xA0 && (Character.isSpaceChar(c) || c == 0x200B || c == 0x2060 || c == 0xFEFF));
  }

  /** Adds what is packed. */
  void add(long value) {
    int before = length;
    addNumber(value);
    length = value == Packed.EMPTY ? before : size;
    isPacked &= value != Packed.NONE;
  }

  /** Adds a number that is packed. */
  void addNumber(long value) {
    if (size == packed.length) {
      packed = Arrays.copyOf(packed, 2 * size);
      texts = Arrays.copyOf(texts, 2 * size);
    }
    packed[size++] = value;
    length = size;
  }

  void add(String value) {
    add(value.toCharArray(), 0, value.length());
  }

  /** The line of the file where it begins, from 1. */
  int line() {
    return line;
  }

  int size() {
    return size;
  }

  /** The size without empty values at the end: a separator there separates nothing. */
  int length() {
    return length;
  }

  /** Whether no value has a character. */
  boolean isEmpty() {
    return length == 0;
  }

  String text(int index) {
    return packed[index] == Packed.NONE ? texts[index] : Packed.text(packed[index]);
  }

  List<String> texts() {
    List<String> all = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      all.add(text(i));
    }
    return all;
  }

  /** The first value as it is packed, for {@link #isSame}. */
  long first() {
    return packed[0];
  }

  /**
   * Whether it has these values, two of which are there.
   *
   * @param first of them, packed: rows are many, and most differ there
   */
  boolean isSame(List<String> values, long first) {
    if (packed[0] != first || size != values.size() || length < 2) {
      return false;
    }
    for (int i = 0; i < size; i++) {
      if (!text(i).equals(values.get(i))) {
        return false;
      }
    }
    return true;
  }

  /** Which values are texts that were written as {@code ="007"}. */
  BitSet formulas() {
    return formulas;
  }

  /** Whether all of it is packed, and nothing is to be told of it. */
  boolean isPlain() {
    return isPacked && formulas.isEmpty();
  }

  /** Copies what is packed. */
  void copyTo(long[] into, int at) {
    System.arraycopy(packed, 0, into, at, size);
  }

  /** Adds a value to a column. */
  void addTo(Texts.Growing column, int index) {
    if (packed[index] == Packed.NONE) {
      column.pool(texts[index]);
    } else {
      column.add(packed[index]);
    }
  }

  /** The same, which stays. */
  FileRow copy() {
    FileRow copy = new FileRow();
    copy.begin(line);
    texts().forEach(copy::add);
    return copy;
  }
}
