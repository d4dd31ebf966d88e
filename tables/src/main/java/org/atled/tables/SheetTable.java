package org.atled.tables;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.atled.core.error.FormatException;

/**
 * A table in a sheet, whose cells have types and whose first row may name the columns, while its
 * rows are being read. Where it begins is guessed from the first rows, as in a file of text.
 */
public final class SheetTable {
  private static final int SAMPLE = 50;

  /** Cells that are there in any case, and so many more for one that has a value. */
  private static final long CELLS = 1 << 22;

  private static final long CELLS_A_VALUE = 64;

  private final Path name;
  private final CsvFormat asked;
  private final GrowingTable rows;
  private final List<Row> first = new ArrayList<>();
  private final List<Seen> seen = new ArrayList<>();
  private boolean begun;
  private int above;
  private int left;
  private int width;
  private long cells;
  private long values;
  private int skipped;

  /**
   * A cell.
   *
   * @param text empty if it has no value
   */
  public record Cell(String text, ValueType type) {
    /** A cell without a value. */
    public static final Cell EMPTY = new Cell("", ValueType.TEXT);

    boolean isEmpty() {
      return text.isEmpty();
    }
  }

  /** A row; cells at the end may be left out. */
  private record Row(int line, List<Cell> cells) {
    int filled() {
      return (int) cells.stream().filter(cell -> !cell.isEmpty()).count();
    }

    /** The first column with a value. */
    int begin() {
      return IntStream.range(0, cells.size())
          .filter(i -> !cells.get(i).isEmpty())
          .findFirst()
          .orElse(0);
    }

    /** Behind the last column with a value. */
    int end() {
      int end = cells.size();
      while (end > 0 && cells.get(end - 1).isEmpty()) {
        end--;
      }
      return end;
    }
  }

  /** How many values of a column are of each type. */
  private static final class Seen {
    private final int[] counts = new int[ValueType.values().length];

    /** The type of all. */
    Optional<ValueType> type() {
      List<ValueType> there =
          IntStream.range(0, counts.length)
              .filter(i -> counts[i] > 0)
              .mapToObj(i -> ValueType.values()[i])
              .toList();
      // Numbers are often kept as texts there: what texts are is seen.
      return there.size() == 1 && there.getFirst() != ValueType.TEXT
          ? Optional.of(there.getFirst())
          : Optional.empty();
    }

    boolean hasText() {
      return counts[ValueType.TEXT.ordinal()] > 0;
    }
  }

  /**
   * Begins a table without rows.
   *
   * @param name stands for the file in messages
   * @param asked what somebody said of it
   * @param scratch where its values lie
   */
  public SheetTable(Path name, CsvFormat asked, Scratch scratch) {
    this.name = name;
    this.asked = asked;
    this.rows = new GrowingTable(name, asked, Separator.COMMA, scratch);
  }

  /**
   * Adds a row; one without a value is passed over.
   *
   * @param line the number of the row in the sheet, from 1
   * @throws FormatException if it has a value beside the table
   */
  public void add(int line, List<Cell> row) {
    if (line <= asked.skip().orElse(0)) {
      skipped++;
      return;
    }
    Row added = new Row(line, List.copyOf(row));
    if (added.filled() == 0) {
      return;
    }
    if (begun) {
      put(added);
      return;
    }
    first.add(added);
    if (first.size() == SAMPLE) {
      begin();
    }
  }

  /** Whether no row has a value yet. */
  public boolean isEmpty() {
    return !begun && first.isEmpty();
  }

  /** Finds the first row and column of the table among the first rows. */
  private void begin() {
    begun = true;
    above = asked.skip().isPresent() ? 0 : title();
    List<Row> table = first.subList(above, first.size());
    left = table.stream().mapToInt(Row::begin).min().orElse(0);
    // The names say how wide it is, where there are some.
    int named = asked.header().isThere() ? 1 : table.size();
    width = table.stream().limit(named).mapToInt(Row::end).max().orElse(0) - left;
    IntStream.range(0, width).forEach(_ -> seen.add(new Seen()));
    table.forEach(this::put);
    first.clear();
  }

  /** How many rows at the top are a title: those with a value in front, or few. */
  private int title() {
    int usual = first.stream().mapToInt(Row::filled).max().orElse(0);
    int begin = first.stream().mapToInt(Row::begin).min().orElse(0);
    int rows = 0;
    while (rows < first.size() - 2 && isTitle(first.get(rows), usual, begin)) {
      rows++;
    }
    return rows;
  }

  private static boolean isTitle(Row row, int usual, int begin) {
    int filled = row.filled();
    return usual > 1 && (filled == 1 ? row.begin() == begin : 2 * filled < usual);
  }

  private void put(Row row) {
    boolean names = cells == 0 && asked.header().isThere();
    if (row.begin() < left || row.end() > left + width) {
      boolean before = row.begin() < left;
      throw new FormatException(
          name,
          -1,
          "line %d has a value in column %s, but the table is in columns %s to %s; delete it, or give its column a name in the row of names."
              .formatted(
                  row.line,
                  letters(before ? row.begin() : row.end() - 1),
                  letters(left),
                  letters(left + width - 1)));
    }
    cells += width;
    values += row.filled();
    if (cells > CELLS + CELLS_A_VALUE * values) {
      throw new FormatException(
          name,
          -1,
          String.format(
              Locale.ROOT,
              "on line %d there are %,d cells so far, of which %,d have a value: delete rows and"
                  + " columns that have few, or save the sheet as CSV.",
              row.line,
              cells,
              values));
    }
    List<String> texts = new ArrayList<>(width);
    for (int i = 0; i < width; i++) {
      Cell cell = left + i < row.cells.size() ? row.cells.get(left + i) : Cell.EMPTY;
      texts.add(cell.text.strip());
      if (!cell.isEmpty() && !names) {
        seen.get(i).counts[cell.type.ordinal()]++;
      }
    }
    FileRow record = new FileRow();
    record.begin(row.line);
    texts.forEach(record::add);
    rows.add(record);
  }

  /** The column as spreadsheets call it: A, B, …, AA. */
  static String letters(int column) {
    String last = String.valueOf((char) ('A' + column % 26));
    return column < 26 ? last : letters(column / 26 - 1) + last;
  }

  /**
   * The table.
   *
   * @param sheet the name of the sheet
   * @param digest of the file
   * @param remarks what is worth telling
   * @throws FormatException if there is no row
   */
  public Table done(String sheet, String digest, List<String> remarks) {
    if (!begun) {
      begin();
    }
    if (cells == 0) {
      throw new FormatException(
          name,
          -1,
          "its sheet \""
              + Column.shortened(sheet)
              + "\" has no row"
              + (skipped > 0 ? " below the skipped ones" : "")
              + "; name another with --sheet.");
    }
    List<Optional<ValueType>> types = seen.stream().map(Seen::type).toList();
    Source source = Source.of(name, Form.EXCEL, digest);
    Table table = rows.table(above, remarks, source, asked.onSheet(sheet), types);
    return table.remarking(
        Table.some(
            table.columns().stream()
                .filter(column -> column.isNumeric() && seen.get(column.index()).hasText())
                .filter(column -> column.missing() < column.size())
                .map(column ->
                    column.title()
                        + ": numbers that are kept as text there are read as numbers;"
                        + Words.option(" --text", column.name())
                        + " keeps them as text")
                .toList()));
  }
}
