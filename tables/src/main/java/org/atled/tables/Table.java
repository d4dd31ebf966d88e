package org.atled.tables;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.atled.core.error.ArgumentException;
import org.atled.core.error.FormatException;

/** A file that was read: columns of equal length. Immutable. */
public final class Table {
  private static final int SHOWN = 20;
  private static final int MOST_REMARKS = 3;

  private final Source source;
  private final Path file;
  private final CsvFormat format;
  private final List<Column> columns;
  private final Lines lines;
  private final Optional<String> doubt;
  private final Optional<Column> index;
  private final List<String> remarks;
  private final List<String> columnRemarks;
  private final int width;
  private final Map<String, Column> names = new HashMap<>();

  /**
   * @param doubt what speaks against the header
   * @param index the column that only names the rows
   * @param remarks what was guessed of the file and is worth telling
   * @param width how many columns there are with those at the end that have neither name nor value
   */
  Table(
      Source source,
      CsvFormat format,
      List<Column> columns,
      Lines lines,
      Optional<String> doubt,
      Optional<Column> index,
      List<String> remarks,
      int width) {
    this.source = source;
    this.file = source.file();
    this.format = format;
    this.columns = List.copyOf(columns);
    this.lines = lines;
    this.doubt = doubt;
    this.index = index;
    this.remarks = List.copyOf(remarks);
    this.columnRemarks =
        some(columns.stream().map(Column::remark).flatMap(Optional::stream).toList());
    this.width = width;
    columns.forEach(column -> names.put(column.name(), column));
  }

  /** Where it was read from. */
  public Path file() {
    return file;
  }

  /** Where it was read from, and in which form it lies there. */
  public Source source() {
    return source;
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
    return lines.size();
  }

  /** The line of the file on which a row begins, from 1. */
  public int line(int row) {
    return lines.of(row);
  }

  /** The SHA-256 digest of the file, in hexadecimal. */
  public String digest() {
    return source.digest();
  }

  /**
   * What people should know where the first line may be no header: it has numbers above numbers.
   */
  public Optional<String> doubt() {
    return doubt;
  }

  /** The column without a name that only tells rows apart, as data frames write their index. */
  public Optional<Column> index() {
    return index;
  }

  /** Why a column of such a file only tells rows apart, where it does. */
  Optional<String> namesRows(Column column) {
    if (index.filter(one -> one == column).isPresent()) {
      return Optional.of(InputColumns.INDEX);
    }
    return source.form() == Form.LIBSVM && column.name().equals(LibsvmRows.QUERY)
        ? Optional.of(LibsvmRows.TELLS_QUERIES)
        : Optional.empty();
  }

  /** What was guessed of the file and is worth telling. */
  public List<String> remarks() {
    return Stream.of(remarks.stream(), columnRemarks.stream(), scratch().remark().stream())
        .flatMap(all -> all)
        .toList();
  }

  /** Where its values lie. */
  Scratch scratch() {
    return columns.getFirst().scratch();
  }

  /** The first few of many that are alike. */
  static List<String> some(List<String> all) {
    List<String> some = new ArrayList<>(all.subList(0, Math.min(MOST_REMARKS, all.size())));
    int more = all.size() - MOST_REMARKS;
    if (more > 0) {
      some.add("and " + more + (more == 1 ? " more column" : " more columns") + " like these");
    }
    return some;
  }

  /**
   * The same table with columns kept as text whatever their values look like: zip codes, or levels
   * that are called 1, 2 and 3.
   *
   * @param names names or places, also several in one text, parted by commas
   * @throws ArgumentException if there is no such column
   */
  public Table withText(List<String> names) {
    Set<Integer> kept = indices(names);
    return with(column -> kept.contains(column.index()) ? column.saidText() : column);
  }

  /**
   * The same table with a column of classes whose values are these, from the least to the greatest.
   *
   * @param name its name or place, as {@link #column} takes it
   * @throws ArgumentException if there is no such column
   * @throws FormatException naming the line of a value that is none of them
   */
  public Table withOrder(String name, List<String> values) {
    Column ordered = column(name).withLevels(values);
    Set<String> known = Set.copyOf(values);
    for (int row = 0; row < ordered.size(); row++) {
      if (!ordered.isMissing(row) && !known.contains(ordered.text(row))) {
        throw error(
            row,
            ordered,
            ordered.shown(row)
                + " is none of the classes in their order, which are "
                + list(values)
                + "; name it among them, or leave it empty to leave the row out.");
      }
    }
    return with(column -> column.index() == ordered.index() ? ordered : column);
  }

  /**
   * The same table with all columns of dates and times as such, to be learned as year, month, day,
   * weekday and hour. Dates are written 2024-12-31, 20241231 if all of a column are so, or in an
   * order of day and month that the rows of a column agree on.
   *
   * @param except names or places of columns that stay as they are, as for {@link #withText}
   * @throws ArgumentException if there is none, or no such column
   * @throws FormatException if day and month cannot be told apart, or a column is dates but for a
   *     word
   */
  public Table withDates(List<String> except) {
    Set<Integer> left = indices(except);
    Table dated =
        with(column ->
            left.contains(column.index())
                ? column
                : column.isNumeric()
                    ? (Dates.areCompact(column) ? column.asDates(DateOrder.YEAR_FIRST) : column)
                    : column.mayBeDates()
                        ? Dates.orderOf(this, column).map(column::asDates).orElse(column)
                        : column);
    if (dated.columns.stream().noneMatch(column -> column.dates().isPresent())) {
      throw new ArgumentException(file + ": there is no column of dates; leave --dates out.");
    }
    return dated;
  }

  private Set<Integer> indices(List<String> names) {
    return names.stream()
        .flatMap(list -> columns(list).stream())
        .map(Column::index)
        .collect(Collectors.toUnmodifiableSet());
  }

  private Table with(UnaryOperator<Column> change) {
    List<Column> changed = columns.stream().map(change).toList();
    Optional<Column> same = index.filter(changed::contains);
    return new Table(source, format, changed, lines, doubt, same, remarks, width);
  }

  /** The same table, of which more is worth telling. */
  Table remarking(List<String> more) {
    List<String> all = Stream.concat(remarks.stream(), more.stream()).toList();
    return new Table(source, format, columns, lines, doubt, index, all, width);
  }

  /** All of its rows. */
  public int[] allRows() {
    int[] rows = new int[rows()];
    for (int row = 0; row < rows.length; row++) {
      rows[row] = row;
    }
    return rows;
  }

  /**
   * A column by its name; by its place, {@code #3} or {@code #-1}; or by its index, 3 or -1, where
   * none is called so. Both count from 0, or from -1 at the end.
   *
   * @throws ArgumentException if there is none, or the text is the name of one and the index of
   *     another while the names may be none
   */
  public Column column(String nameOrPlace) {
    return new ColumnLookup(this).one(nameOrPlace);
  }

  /**
   * Columns of a list of names or places, parted by commas; a name that has commas is found too,
   * also in quotes. Of a part with a star, {@code pixel*}, that is no name itself, all that are
   * called so.
   */
  List<Column> columns(String list) {
    return new ColumnLookup(this).all(list);
  }

  /** The column that the header calls so. */
  Optional<Column> named(String name) {
    return Optional.ofNullable(names.get(name));
  }

  /** How many columns there are with those at the end that have neither name nor value. */
  int width() {
    return width;
  }

  /** The column at a place, also one at the end that has neither name nor value. */
  Column placed(int index) {
    if (index < columns.size()) {
      return columns.get(index);
    }
    Texts.Growing nothing = new Texts.Growing();
    nothing.fill(rows(), "");
    return made(Integer.toString(index), index, nothing);
  }

  private Column made(String name, int index, Texts.Growing values) {
    Columns.Named named = new Columns.Named(name, index, false, values.done(), Optional.empty());
    return Columns.of(List.of(named), format, Separator.COMMA).getFirst();
  }

  /** The column that the file calls so; of a sparse one also one that is 0 in every row. */
  Optional<Column> namedOrLeftOut(String name, int index) {
    if (source.form() != Form.LIBSVM || names.containsKey(name) || !name.matches("\\d{1,9}")) {
      return named(name);
    }
    Texts.Growing zeros = new Texts.Growing();
    zeros.fill(rows(), "0");
    return Optional.of(made(name, index, zeros));
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

  @Override
  public String toString() {
    return file + " (" + rows() + " rows, " + columns.size() + " columns)";
  }
}
