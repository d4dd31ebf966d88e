package org.atled.tables;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.atled.core.error.FormatException;

/** Columns of a file that names them in every row: a row may lack some. */
final class NamedColumns {
  /** Values that are there in any case, and so many more for a character that was read. */
  private static final long VALUES = 1 << 22;

  private static final long VALUES_A_CHARACTER = 16;

  private final Path file;
  private final UnaryOperator<String> absent;
  private final Scratch scratch;
  private final Map<String, Texts.Growing> columns = new LinkedHashMap<>();
  private final Set<String> texts = new HashSet<>();
  private int[] lines = new int[16];
  private int rows;
  private long characters;

  /**
   * @param absent what a row has in a column that it does not name
   * @param scratch where values lie
   */
  NamedColumns(Path file, UnaryOperator<String> absent, Scratch scratch) {
    this.file = file;
    this.absent = absent;
    this.scratch = scratch;
  }

  /** A column that is there whether or not a row names it. */
  void declare(String name) {
    columns.put(name, new Texts.Growing(scratch));
  }

  /** Says that a column holds texts, which people may have written as numbers. */
  void holdsText(String name) {
    texts.add(name);
  }

  /**
   * Begins a row.
   *
   * @param length of its text
   */
  void begin(int line, int length) {
    lines = rows == lines.length ? Arrays.copyOf(lines, 2 * rows) : lines;
    lines[rows++] = line;
    characters += length;
    check();
  }

  /**
   * A value of the row.
   *
   * @throws FormatException if it has one of this name already
   */
  void put(String name, String value) {
    Texts.Growing column = columns.get(name);
    if (column == null) {
      column = new Texts.Growing(scratch);
      columns.put(name, column);
      check();
    }
    if (column.size() == rows) {
      throw error("has \"" + Column.shortened(name) + "\" twice; take one away.");
    }
    column.fill(rows - 1, absent.apply(name));
    column.add(value);
  }

  private void check() {
    if (columns.size() > CsvRecords.MOST_COLUMNS
        || (long) columns.size() * rows > VALUES + VALUES_A_CHARACTER * characters) {
      throw new FormatException(
          file,
          -1,
          String.format(
              Locale.ROOT,
              "line %d is row %,d, and there are %,d columns: most values are left out in such a"
                  + " file, but here each takes its place; leave out columns that few rows have.",
              lines[rows - 1],
              rows,
              columns.size()));
    }
  }

  /** What is wrong with the row. */
  FormatException error(String reason) {
    return new FormatException(file, -1, "line " + lines[rows - 1] + " " + reason);
  }

  int rows() {
    return rows;
  }

  int[] lines() {
    return Arrays.copyOf(lines, rows);
  }

  /** The names, in order of appearance. */
  List<String> names() {
    return List.copyOf(columns.keySet());
  }

  /**
   * The columns, in this order.
   *
   * @param levels of each, where it has some
   */
  List<Columns.Named> done(List<String> order, Map<String, List<String>> levels) {
    List<Columns.Named> named = new ArrayList<>();
    for (String name : order) {
      Texts.Growing column = columns.getOrDefault(name, new Texts.Growing(scratch));
      column.fill(rows, absent.apply(name));
      named.add(
          new Columns.Named(
              name,
              named.size(),
              true,
              column.done(),
              Optional.ofNullable(levels.get(name)),
              !texts.contains(name)));
    }
    return named;
  }
}
