package org.atled.tables;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.atled.core.error.FormatException;

/**
 * A table whose form knows the names and types of its columns, while its rows are being read. Rows
 * are counted from 1 where messages name lines.
 */
public final class TypedTable {
  /** How pandas calls an index that has no name. */
  private static final String INDEX = "__index_level_0__";

  private static final long MOST_ROWS = Integer.MAX_VALUE - 16;

  /** Bytes of the heap that a row takes wherever its values lie. */
  private static final long ROW = 30;

  private final Path name;
  private final List<Field> fields;
  private final List<Texts.Growing> columns = new ArrayList<>();
  private final long memory;
  private int rows;

  /** A column. */
  public record Field(String name, ValueType type) {}

  /**
   * Begins a table without rows.
   *
   * @param name stands for the file in messages
   * @param scratch where its values lie
   * @throws FormatException if there is no column, or more than 262,144
   */
  public TypedTable(Path name, List<Field> fields, Scratch scratch) {
    this(name, fields, scratch, Runtime.getRuntime().maxMemory() / 2);
  }

  /**
   * The same.
   *
   * @param memory bytes of the heap that its rows may take
   */
  TypedTable(Path name, List<Field> fields, Scratch scratch, long memory) {
    this.name = name;
    this.memory = memory;
    this.fields = List.copyOf(fields);
    if (fields.isEmpty() || fields.size() > CsvRecords.MOST_COLUMNS) {
      throw new FormatException(
          name,
          -1,
          String.format(
              Locale.ROOT,
              "it has %,d columns, but must have at least 1, and at most %,d.",
              fields.size(),
              CsvRecords.MOST_COLUMNS));
    }
    fields.forEach(_ -> columns.add(new Texts.Growing(scratch)));
  }

  /**
   * Adds a row: a text for each column, empty where there is no value.
   *
   * @throws FormatException if there are more than may be
   */
  public void add(List<String> values) {
    for (int i = 0; i < columns.size(); i++) {
      columns.get(i).add(values.get(i).strip());
    }
    rows++;
    expect(rows);
  }

  /**
   * Makes sure that there may be so many rows, before any is read.
   *
   * @throws FormatException if they do not
   */
  public void expect(long all) {
    if (all > MOST_ROWS || all * ROW > memory) {
      throw new FormatException(
          name,
          -1,
          String.format(
              Locale.ROOT,
              "%,d rows take more than half of the memory that Java has, %,d MB, wherever their"
                  + " values lie; give it more, as by ATLED_JAVA_OPTS=-Xmx32g, or read fewer rows.",
              all,
              memory >> 19));
    }
  }

  private static boolean isIndex(Column column) {
    return column.name().equals(INDEX)
        && column.distinctTexts(Integer.MAX_VALUE).size() == column.size();
  }

  /** A number as it is added; nothing if it is NaN. */
  public static String text(double number) {
    return Double.isNaN(number) ? "" : Numeral.text(number);
  }

  /** The same of one of single precision, with no more digits than it has. */
  public static String text(float number) {
    return text(
        Float.isFinite(number) ? Double.parseDouble(Float.toString(number)) : (double) number);
  }

  /**
   * The table of a file.
   *
   * @param asked what somebody said of it
   * @param digest of the file
   * @param remarks what is worth telling
   * @throws FormatException if there is no row
   */
  public Table done(Form form, CsvFormat asked, String digest, List<String> remarks) {
    return done(Source.of(name, form, digest), asked, remarks);
  }

  /** The table that a query gave. */
  public Table done(Query query, CsvFormat asked, String digest) {
    return done(Source.of(name, query, digest), asked, List.of());
  }

  private Table done(Source source, CsvFormat asked, List<String> remarks) {
    if (rows == 0) {
      throw new FormatException(
          name, -1, "is a table " + source.form() + " without a row; there must be at least one.");
    }
    Names names = Names.of(fields.stream().map(field -> field.name.strip()).toList());
    List<Columns.Named> named = new ArrayList<>();
    for (int i = 0; i < fields.size(); i++) {
      named.add(
          new Columns.Named(
              names.names().get(i),
              i,
              names.named().get(i),
              columns.get(i).done(),
              fields.get(i).type));
    }
    Lines lines = new Lines();
    for (int row = 0; row < rows; row++) {
      lines.add(row + 1);
    }
    List<String> all = new ArrayList<>(remarks);
    all.addAll(Table.some(names.remarks()));
    CsvFormat format = asked.selfNamed();
    List<Column> done = Columns.of(named, format, Separator.COMMA);
    return new Table(
        source,
        format,
        done,
        lines,
        Optional.empty(),
        done.stream().filter(TypedTable::isIndex).findFirst(),
        all,
        fields.size());
  }
}
