package org.atled.tables;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.atled.core.error.ArgumentException;
import org.atled.core.error.FormatException;
import org.atled.core.error.Spelling;

/** A CSV file that was read: columns of equal length. Immutable. */
public final class Table {
  private static final int SHOWN = 20;

  private final Path file;
  private final CsvFormat format;
  private final List<Column> columns;
  private final int[] lines;
  private final String digest;
  private final Optional<String> doubt;

  /**
   * @param doubt what speaks against the header
   */
  Table(
      Path file,
      CsvFormat format,
      List<Column> columns,
      int[] lines,
      String digest,
      Optional<String> doubt) {
    this.file = file;
    this.format = format;
    this.columns = List.copyOf(columns);
    this.lines = lines;
    this.digest = digest;
    this.doubt = doubt;
    columns.forEach(this::refuseInfinities);
  }

  /** Where it was read from. */
  public Path file() {
    return file;
  }

  /** How the file is laid out, the separator among it. */
  public CsvFormat format() {
    return format;
  }

  public List<Column> columns() {
    return columns;
  }

  /** How many rows there are, the header not among them. */
  public int rows() {
    return lines.length;
  }

  /** The line of the file on which a row begins, from 1. */
  public int line(int row) {
    return lines[row];
  }

  /** The SHA-256 digest of the file, in hexadecimal. */
  public String digest() {
    return digest;
  }

  /**
   * What people should know where the first line may be no header: it has numbers above numbers.
   */
  public Optional<String> doubt() {
    return doubt;
  }

  /** All of its rows. */
  public int[] allRows() {
    int[] rows = new int[rows()];
    Arrays.setAll(rows, row -> row);
    return rows;
  }

  /**
   * A column by its name or its index: from 0, or negative from the end.
   *
   * @throws ArgumentException if there is none, or the text is the name of one and the index of
   *     another
   */
  public Column column(String nameOrIndex) {
    Optional<Column> named = format.header().isThere() ? named(nameOrIndex) : Optional.empty();
    named.ifPresent(column -> refuseAnother(column, nameOrIndex));
    return named.orElseGet(() -> numbered(nameOrIndex));
  }

  private void refuseAnother(Column named, String text) {
    int count = columns.size();
    for (Column column : columns) {
      boolean meant =
          text.equals(Integer.toString(column.index()))
              || text.equals(Integer.toString(column.index() - count));
      if (meant && column.index() != named.index()) {
        throw new ArgumentException(
            file
                + ": \""
                + text
                + "\" is the name of column "
                + named.index()
                + " (from 0), but column "
                + text
                + " is \""
                + Column.shortened(column.name())
                + "\"; say which by its place from the end, "
                + (named.index() - count)
                + " or "
                + (column.index() - count)
                + ", or, if the first line names no columns, add --no-header, and --skip if it is"
                + " no row either.");
      }
    }
  }

  /** The column that the header calls so. */
  Optional<Column> named(String name) {
    return columns.stream().filter(column -> column.name().equals(name)).findFirst();
  }

  private Column numbered(String text) {
    int count = columns.size();
    int index;
    try {
      index = Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw format.header().isThere()
          ? noSuchColumn(text)
          : new ArgumentException(
              file
                  + ": \""
                  + text
                  + "\" is a name, but without a header columns have none; give an index from 0 to "
                  + (count - 1)
                  + ", or -1 for the last.");
    }
    if (index < -count || index >= count) {
      throw new ArgumentException(
          file
              + ": there is no column "
              + index
              + "; the "
              + count
              + " columns are numbered from 0 to "
              + (count - 1)
              + ", or from -"
              + count
              + " to -1.");
    }
    return columns.get(index < 0 ? index + count : index);
  }

  ArgumentException noSuchColumn(String name) {
    List<String> names = columns.stream().map(Column::name).toList();
    return new ArgumentException(
        file
            + ": there is no column \""
            + name
            + "\"."
            + Spelling.guess(name, names)
            + " There are: "
            + names()
            + ".");
  }

  /** The names of its columns, or of the first few of many, for messages. */
  public String names() {
    return list(columns.stream().map(Column::name).toList());
  }

  /** The first few of many. */
  static String list(List<String> names) {
    return names.stream().limit(SHOWN).map(Column::shortened).collect(Collectors.joining(", "))
        + (names.size() > SHOWN ? " and " + (names.size() - SHOWN) + " more" : "");
  }

  /** What is wrong with a value. */
  FormatException error(int row, Column column, String reason) {
    return new FormatException(
        file, -1, "line " + line(row) + ", " + column.title() + ": " + reason);
  }

  /** What is wrong with a column. */
  FormatException error(Column column, String reason) {
    return new FormatException(file, -1, column.title() + ": " + reason);
  }

  /** What is wrong with the whole. */
  FormatException error(String reason) {
    return new FormatException(file, -1, reason);
  }

  private void refuseInfinities(Column column) {
    for (int row = 0; column.isNumeric() && row < column.size(); row++) {
      if (Double.isInfinite(column.number(row))) {
        throw error(
            row,
            column,
            Column.shortened(column.text(row))
                + " is infinite, or beyond the range of a number (1.8e308); mend it, leave it empty"
                + " to have it filled, or leave the column out.");
      }
    }
  }

  @Override
  public String toString() {
    return file + " (" + rows() + " rows, " + columns.size() + " columns)";
  }
}
