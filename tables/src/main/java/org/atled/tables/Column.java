package org.atled.tables;

import java.util.Arrays;
import java.util.Locale;
import java.util.Set;

/**
 * A column of a table: its values as they stand in the file, and as numbers where all of them are.
 * Missing is what is empty or one of NA, N/A, NaN, null and ?, in any case.
 */
public final class Column {
  private static final Set<String> MISSING = Set.of("", "na", "n/a", "nan", "null", "?");
  private static final int LONGEST_MISSING = 4;
  private static final int LONGEST_SHOWN = 60;

  private final String name;
  private final int index;
  private final boolean named;
  private final String text;
  private final int[] ends;
  private final double[] numbers;
  private final boolean numeric;
  private final int missing;

  private Column(Growing values) {
    this.name = values.name;
    this.index = values.index;
    this.named = values.named;
    this.text = values.text.toString();
    this.ends = Arrays.copyOf(values.ends, values.size);
    this.numbers = new double[values.size];
    boolean all = true;
    int absent = 0;
    for (int row = 0; row < numbers.length; row++) {
      if (isMissing(row)) {
        absent++;
        numbers[row] = Double.NaN;
      } else {
        numbers[row] = Numeral.parse(text(row));
        all &= !Double.isNaN(numbers[row]);
      }
    }
    this.numeric = all;
    this.missing = absent;
  }

  /** A column that is being read. */
  static final class Growing {
    private final String name;
    private final int index;
    private final boolean named;
    private final StringBuilder text = new StringBuilder();
    private int[] ends = new int[16];
    private int size;

    Growing(String name, int index, boolean named) {
      this.name = name;
      this.index = index;
      this.named = named;
    }

    void add(String value) {
      text.append(value);
      ends = size == ends.length ? Arrays.copyOf(ends, 2 * size) : ends;
      ends[size++] = text.length();
    }

    Column done() {
      return new Column(this);
    }
  }

  /** What the header calls it; without a header its index. */
  public String name() {
    return name;
  }

  /** Counted from 0. */
  public int index() {
    return index;
  }

  /** {@code column "rooms"}; without a header {@code column 4 (from 0)}. */
  String title() {
    return named ? "column \"" + shortened(name) + "\"" : "column " + name + " (from 0)";
  }

  /** How many values there are, missing ones among them. */
  public int size() {
    return ends.length;
  }

  /** A value as it stands in the file, without white space around it. */
  public String text(int row) {
    return text.substring(row == 0 ? 0 : ends[row - 1], ends[row]);
  }

  /** A value for a message: in quotes, and cut off where it is long. */
  String shown(int row) {
    return "\"" + shortened(text(row)) + "\"";
  }

  /** Text for a message, cut off where it is long. */
  static String shortened(String text) {
    return text.length() <= LONGEST_SHOWN ? text : text.substring(0, LONGEST_SHOWN) + "...";
  }

  /** Whether there is no value in a row. */
  public boolean isMissing(int row) {
    int length = ends[row] - (row == 0 ? 0 : ends[row - 1]);
    return length <= LONGEST_MISSING && isMissing(text(row));
  }

  /** Whether a text stands for no value. */
  static boolean isMissing(String text) {
    return MISSING.contains(text.toLowerCase(Locale.ROOT));
  }

  /** How many values are missing. */
  public int missing() {
    return missing;
  }

  /** Whether every value that is there is a number. */
  public boolean isNumeric() {
    return numeric;
  }

  /** A value as a number, NaN where it is missing or none. */
  public double number(int row) {
    return numbers[row];
  }

  @Override
  public String toString() {
    return title() + " (" + size() + (numeric ? " numbers)" : " texts)");
  }
}
