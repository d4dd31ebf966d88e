package org.atled.tables;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.atled.core.error.FormatException;

/** A table whose rows are being read. */
final class GrowingTable {
  /** So many values wait together. */
  private static final int BLOCK = 1 << 12;

  private final Path file;
  private final CsvFormat asked;
  private final Separator separator;
  private final List<Texts.Growing> columns = new ArrayList<>();
  private final Scratch scratch;
  private final Lines lines = new Lines();
  private long[] block = {};
  private int blocked;
  private int first;
  private int width;
  private Optional<FileRow> shifted = Optional.empty();
  private List<String> header = List.of();
  private long headerFirst;
  private final List<Integer> again = new ArrayList<>();
  private final BitSet formulas = new BitSet();

  /**
   * @param scratch where its values lie
   */
  GrowingTable(Path file, CsvFormat asked, Separator separator, Scratch scratch) {
    this.file = file;
    this.asked = asked;
    this.separator = separator;
    this.scratch = scratch;
  }

  /** Adds a record, which may be another afterwards. */
  void add(FileRow record) {
    int size = columns.size();
    if (lines.size() > 0 && record.isSame(header, headerFirst) && isAboveNumbers()) {
      again.add(record.line());
    } else if (record.size() == size && lines.size() > 0 && record.isPlain()) {
      record.copyTo(room(), blocked * size);
      lines.add(record.line());
      blocked++;
    } else {
      spread();
      addAlone(record);
    }
  }

  /** Rows that wait, which has room for one more: columns take many at once in less time. */
  private long[] room() {
    int size = columns.size();
    if ((blocked + 1) * size > block.length) {
      spread();
      block = block.length == 0 ? new long[Math.max(1, BLOCK / size) * size] : block;
    }
    return block;
  }

  /** Gives columns what waits. */
  private void spread() {
    int size = columns.size();
    for (int i = 0; i < size && blocked > 0; i++) {
      columns.get(i).add(block, i, size, blocked);
    }
    blocked = 0;
  }

  /** Whether a name that is none stands above numbers so far, so that it surely is a name. */
  private boolean isAboveNumbers() {
    spread();
    return IntStream.range(0, columns.size())
        .anyMatch(i ->
            2 * columns.get(i).numbers() > columns.get(i).size()
                && Double.isNaN(Numeral.parse(header.get(i))));
  }

  private void addAlone(FileRow record) {
    if (first == 0) {
      begin(record);
      if (asked.header().isThere()) {
        return;
      }
    }
    formulas.or(record.formulas());
    int there = record.length();
    if (lines.size() == 0 && there == header.size() + 1 && !header.isEmpty() && isByBlanks()) {
      // As R writes tables: the column of the names of rows has no name.
      header.addFirst("");
      columns.addFirst(new Texts.Growing(scratch));
      width++;
      shifted = Optional.of(record.copy());
    }
    if (there > columns.size() || record.size() < width) {
      throw ragged(record, columns.size());
    }
    lines.add(record.line());
    for (int i = 0; i < columns.size(); i++) {
      if (i < there) {
        record.addTo(columns.get(i), i);
      } else {
        columns.get(i).add(Packed.EMPTY);
      }
    }
  }

  private boolean isByBlanks() {
    return asked.widths().isEmpty()
        && (separator.equals(Separator.SPACE) || separator.equals(Separator.TAB));
  }

  private void begin(FileRow record) {
    List<String> values = record.texts();
    first = record.line();
    if (asked.header().isThere()) {
      header = new ArrayList<>(values);
      headerFirst = record.first();
      // As numpy.savetxt marks it.
      header.set(0, header.getFirst().replaceFirst("^#\\s+", ""));
    }
    width = asked.header().isThere() ? record.length() : values.size();
    values.forEach(_ -> columns.add(new Texts.Growing(scratch)));
  }

  private FormatException ragged(FileRow record, int wanted) {
    boolean below =
        lines.size() > 0 && record.size() < width && record.line() > lines.of(lines.size() - 1) + 1;
    boolean mayBeComment =
        asked.comment().isEmpty() && record.text(0).startsWith(String.valueOf(Comments.USUAL));
    return new FormatException(
        file,
        -1,
        "line "
            + record.line()
            + " has "
            + columns(record.size())
            + " but line "
            + first
            + " has "
            + wanted
            + "; mend the line, and quote text that holds the separator"
            + (mayBeComment
                ? ", or say --comment # if it is a comment."
                : below ? ", or delete what stands below the table." : "."));
  }

  private static String columns(int count) {
    return count == 1 ? "1 column" : count + " columns";
  }

  /**
   * The table.
   *
   * @param above lines at the top that were taken for a title
   * @param comments what was made of lines that begin as comments do
   * @param digest of the file
   */
  Table table(int above, List<String> comments, String digest) {
    return table(
        above,
        comments,
        Source.of(file, Form.CSV, digest),
        asked.separatedBy(separator),
        List.of());
  }

  /**
   * The table of a form that knows types.
   *
   * @param said what columns are, where that is known; none at all if nothing is
   */
  Table table(
      int above,
      List<String> comments,
      Source source,
      CsvFormat format,
      List<Optional<ValueType>> said) {
    spread();
    check();
    int all = columns.size();
    trim();
    Names names =
        asked.header().isThere()
            ? Names.of(header.subList(0, columns.size()))
            : Names.counted(columns.size());
    List<Columns.Named> named = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      named.add(named(names, i, said.isEmpty() ? Optional.empty() : said.get(i)));
    }
    List<Column> done = Columns.of(named, asked, separator).stream().map(this::asWritten).toList();
    Optional<Column> index = done.stream().findFirst().filter(this::isIndex);
    if (shifted.isPresent() && index.isEmpty()) {
      throw ragged(shifted.get(), columns.size() - 1);
    }
    FirstLine line =
        new FirstLine(first, header.isEmpty() ? header : header.subList(0, done.size()), done);
    boolean isLikely = asked.header() == Header.LIKELY && index.isEmpty();
    if (isLikely && line.isRow()) {
      throw new FormatException(file, -1, line.reason());
    }
    return new Table(
        source,
        format,
        done,
        lines,
        isLikely ? line.doubt() : Optional.empty(),
        index,
        remarks(above, comments, names, done, all),
        all);
  }

  /** A column as text if somebody kept it from becoming numbers. */
  private Column asWritten(Column column) {
    return formulas.get(column.index()) ? column.declaredText() : column;
  }

  private Columns.Named named(Names names, int i, Optional<ValueType> type) {
    String name = names.names().get(i);
    boolean there = names.named().get(i);
    Texts texts = columns.get(i).done();
    return type.map(one -> new Columns.Named(name, i, there, texts, one))
        .orElseGet(() -> new Columns.Named(name, i, there, texts, Optional.empty()));
  }

  private void check() {
    if (first == 0) {
      throw new FormatException(
          file,
          -1,
          (asked.skip().orElse(0) == 0
                  ? "the file is empty"
                  : "nothing is left after the skipped lines")
              + "; it must hold "
              + (asked.header().isThere()
                  ? "a line of column names and at least one row."
                  : "rows."));
    }
    if (lines.size() == 0) {
      throw new FormatException(
          file,
          -1,
          "there is no row below the column names on line "
              + first
              + "; if that line is a row, add --no-header.");
    }
  }

  /** Columns at the end without name and values are no columns, but separators. */
  private void trim() {
    while (columns.size() > 1
        && columns.getLast().isEmpty()
        && (header.isEmpty() || header.get(columns.size() - 1).isEmpty())) {
      columns.removeLast();
    }
  }

  /** Whether a column is what a data frame calls its rows: it has no name and tells them apart. */
  private boolean isIndex(Column column) {
    if (!asked.header().isThere() || !column.isUnnamed() || column.missing() > 0) {
      return false;
    }
    boolean whole =
        !column.isNumeric()
            || lines(column.size())
                .allMatch(row -> column.number(row) == Math.rint(column.number(row)));
    return whole && columns.size() > 1 && (ascends(column) || isDifferentEverywhere(column));
  }

  private static boolean ascends(Column column) {
    return column.isNumeric()
        && IntStream.range(1, column.size())
            .allMatch(row -> column.number(row) > column.number(row - 1));
  }

  private static boolean isDifferentEverywhere(Column column) {
    return lines(column.size()).mapToObj(column::text).distinct().count() == column.size();
  }

  private static IntStream lines(int rows) {
    return IntStream.range(0, rows);
  }

  private List<String> remarks(
      int above, List<String> comments, Names names, List<Column> done, int all) {
    List<String> remarks = new ArrayList<>();
    if (above > 0) {
      remarks.add(
          (above == 1 ? "1 line" : above + " lines")
              + " above the table passed over; --skip 0 if it begins there");
    }
    remarks.addAll(comments);
    remarks.addAll(
        Table.some(
            done.stream()
                .filter(column -> formulas.get(column.index()))
                .map(
                    column -> column.title() + ": what is written =\"007\" is read as the text 007")
                .toList()));
    if (!again.isEmpty()) {
      remarks.add(
          (again.size() == 1 ? "line " : "lines ")
              + Table.list(again.stream().map(String::valueOf).toList())
              + (again.size() == 1 ? " names" : " name")
              + " the columns again, as files that were joined do; passed over");
    }
    if (all > done.size()) {
      remarks.add(columns(all - done.size()) + " at the end without name and values passed over");
    }
    remarks.addAll(Table.some(names.remarks()));
    return remarks;
  }
}
