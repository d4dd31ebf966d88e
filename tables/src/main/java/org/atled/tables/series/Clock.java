package org.atled.tables.series;

import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.atled.core.error.ArgumentException;
import org.atled.tables.Column;
import org.atled.tables.DateOrder;
import org.atled.tables.Table;

/**
 * When the steps of a series were.
 *
 * @param column the column that tells; empty if none does
 * @param stamps as written; the numbers of the rows where no column tells
 * @param order of the parts of dates; empty if they are numbers
 * @param at days since 1970, or the numbers
 */
public record Clock(
    Optional<String> column, List<String> stamps, Optional<DateOrder> order, double[] at) {
  private static final double SECONDS = 86_400;

  public Clock {
    stamps = List.copyOf(stamps);
  }

  /** The order of so many rows. */
  static Clock ofRows(int count) {
    List<String> stamps = new ArrayList<>();
    double[] at = new double[count];
    for (int row = 0; row < count; row++) {
      stamps.add(Integer.toString(row));
      at[row] = row;
    }
    return new Clock(Optional.empty(), stamps, Optional.empty(), at);
  }

  /**
   * That of a column, which must rise. Of two orders in which all may be dates it is the one that
   * is known, else one in which they rise at equal steps, else one in which they rise.
   *
   * @param known the order of the parts of other dates of this column
   * @throws ArgumentException if a value is no date and no number, or they do not rise; it names
   *     file, line and column
   */
  static Clock of(Table table, Column column, Optional<DateOrder> known) {
    Optional<DateOrder> order = order(table, column, known);
    List<String> stamps = new ArrayList<>();
    double[] at = new double[column.size()];
    for (int row = 0; row < at.length; row++) {
      stamps.add(column.text(row).strip());
      at[row] = at(table, column, order, row);
      if (row > 0 && at[row] <= at[row - 1]) {
        throw new ArgumentException(
            ("%s, line %d: %s goes from \"%s\" to \"%s\", but time stamps must rise; sort the file"
                    + " by %s, with one row for each.")
                .formatted(
                    table.file(),
                    table.line(row),
                    column.name(),
                    column.text(row - 1),
                    column.text(row),
                    column.name()));
      }
    }
    return new Clock(Optional.of(column.name()), stamps, order, at);
  }

  private static double at(Table table, Column column, Optional<DateOrder> order, int row) {
    OptionalDouble at =
        order
            .map(o -> column.day(row, o))
            .orElseGet(() ->
                column.isNumeric() && !column.isMissing(row)
                    ? OptionalDouble.of(column.number(row))
                    : OptionalDouble.empty());
    return at.orElseThrow(() ->
        new ArgumentException(
            ("%s, line %d: %s has \"%s\", which is no date and no number; name another column by"
                    + " --time.")
                .formatted(table.file(), table.line(row), column.name(), column.text(row))));
  }

  private static Optional<DateOrder> order(Table table, Column column, Optional<DateOrder> known) {
    List<DateOrder> all = orders(column);
    if (all.size() < 2 || known.filter(all::contains).isPresent()) {
      return known.filter(all::contains).or(() -> all.stream().findFirst());
    }
    List<DateOrder> rising =
        all.stream().filter(order -> rise(at(table, column, Optional.of(order)))).toList();
    return rising.stream()
        .filter(order -> Pace.of(at(table, column, Optional.of(order)), true).isPresent())
        .findFirst()
        .or(() -> rising.stream().findFirst())
        .or(() -> all.stream().findFirst());
  }

  private static double[] at(Table table, Column column, Optional<DateOrder> order) {
    double[] at = new double[column.size()];
    Arrays.setAll(at, row -> at(table, column, order, row));
    return at;
  }

  private static boolean rise(double[] at) {
    return IntStream.range(1, at.length).allMatch(row -> at[row] > at[row - 1]);
  }

  /** In which orders the parts of all dates of a column may be written; none if some are none. */
  static List<DateOrder> orders(Column column) {
    return Arrays.stream(DateOrder.values()).filter(order -> areDates(column, order)).toList();
  }

  private static boolean areDates(Column column, DateOrder order) {
    for (int row = 0; row < column.size(); row++) {
      if (column.day(row, order).isEmpty()) {
        return false;
      }
    }
    return true;
  }

  public boolean isOfDates() {
    return order.isPresent();
  }

  /** When a step was, where steps are dates. */
  public LocalDateTime date(int step) {
    return date(at[step]);
  }

  /** The date of so many days since 1970. */
  public static LocalDateTime date(double days) {
    return LocalDateTime.ofEpochSecond(Math.round(days * SECONDS), 0, ZoneOffset.UTC);
  }

  /** From each step to the next, if that is always the same. */
  public Optional<Pace> pace() {
    return Pace.of(at, isOfDates());
  }

  /**
   * The time stamps of the steps that come next, as these are written; +1, +2 and so on where steps
   * differ.
   */
  public List<String> next(int count) {
    return next(count, pace());
  }

  /** The same at a pace that is known. */
  List<String> next(int count, Optional<Pace> pace) {
    List<String> next = new ArrayList<>();
    Optional<StampForm> form = pace.map(_ -> StampForm.of(this));
    for (int i = 1; i <= count; i++) {
      next.add(
          pace.isPresent()
              ? form.orElseThrow().text(pace.get().after(at[at.length - 1], i))
              : "+" + i);
    }
    return next;
  }
}
