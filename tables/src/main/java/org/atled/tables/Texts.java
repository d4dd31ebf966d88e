package org.atled.tables;

import java.util.Arrays;

/** The values of a column as they stand in a file, without white space around them. */
final class Texts {
  private final String text;
  private final int[] ends;

  private Texts(String text, int[] ends) {
    this.text = text;
    this.ends = ends;
  }

  /** Values that are being read. */
  static final class Growing {
    private final StringBuilder text = new StringBuilder();
    private int[] ends = new int[16];
    private int size;

    void add(String value) {
      text.append(value);
      ends = size == ends.length ? Arrays.copyOf(ends, 2 * size) : ends;
      ends[size++] = text.length();
    }

    int size() {
      return size;
    }

    /** Adds the same value until there are so many. */
    void fill(int wanted, String value) {
      while (size < wanted) {
        add(value);
      }
    }

    /** Whether no value has a character. */
    boolean isEmpty() {
      return text.isEmpty();
    }

    Texts done() {
      return new Texts(text.toString(), Arrays.copyOf(ends, size));
    }
  }

  int size() {
    return ends.length;
  }

  String get(int row) {
    return text.substring(row == 0 ? 0 : ends[row - 1], ends[row]);
  }
}
