package org.atled.tables.series;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.atled.core.error.ArgumentException;
import org.atled.tables.Column;
import org.atled.tables.DateOrder;
import org.atled.tables.Table;

/**
 * Numbers in the order of time, at steps that are taken to be equal.
 *
 * @param name of the column
 * @param stamps when each was, as written; the numbers of the rows where no column tells
 * @param time the column that tells when; empty if none does
 * @param values one at least
 */
public record TimeSeries(String name, List<String> stamps, Optional<String> time, double[] values) {
  public TimeSeries {
    stamps = List.copyOf(stamps);
  }

  /**
   * A column of a table.
   *
   * @param target its name or place
   * @param time the column that tells when, by its name or place; empty for the first in which
   *     every row has a date, or the order of the rows if there is none
   * @throws ArgumentException if a value is missing or no number, or time stamps do not rise; it
   *     names file, line and column
   */
  public static TimeSeries of(Table table, String target, Optional<String> time) {
    Column column = table.column(target);
    double[] values = new double[table.rows()];
    for (int row = 0; row < values.length; row++) {
      values[row] = column.isMissing(row) ? Double.NaN : column.number(row);
      if (!Double.isFinite(values[row])) {
        throw new ArgumentException(
            ("%s, line %d: %s has \"%s\", but a time series needs a number at every step; fill it,"
                    + " or cut the file there.")
                .formatted(table.file(), table.line(row), column.name(), column.text(row)));
      }
    }
    if (values.length == 0) {
      throw new ArgumentException(table.file() + ": there is no row, but a series needs some.");
    }
    Optional<Column> clock = time.map(table::column).or(() -> dates(table, column));
    clock.ifPresent(stamps -> checkRising(table, stamps));
    List<String> stamps = new ArrayList<>();
    for (int row = 0; row < values.length; row++) {
      stamps.add(clock.isPresent() ? clock.get().text(row) : Integer.toString(row));
    }
    return new TimeSeries(column.name(), stamps, clock.map(Column::name), values);
  }

  /** How many steps there are. */
  public int length() {
    return values.length;
  }

  private static Optional<Column> dates(Table table, Column target) {
    return table.columns().stream()
        .filter(column -> column.index() != target.index())
        .filter(column -> order(column).isPresent())
        .findFirst();
  }

  /** In which order the parts of all its dates are written. */
  private static Optional<DateOrder> order(Column column) {
    for (DateOrder order : DateOrder.values()) {
      boolean fits = true;
      for (int row = 0; row < column.size() && fits; row++) {
        fits = column.day(row, order).isPresent();
      }
      if (fits) {
        return Optional.of(order);
      }
    }
    return Optional.empty();
  }

  private static void checkRising(Table table, Column column) {
    Optional<DateOrder> order = order(column);
    double before = Double.NEGATIVE_INFINITY;
    for (int row = 0; row < column.size(); row++) {
      int at = row;
      OptionalDouble day =
          order
              .map(o -> column.day(at, o))
              .orElseGet(() ->
                  column.isNumeric() && !column.isMissing(at)
                      ? OptionalDouble.of(column.number(at))
                      : OptionalDouble.empty());
      if (day.isEmpty()) {
        throw new ArgumentException(
            ("%s, line %d: %s has \"%s\", which is no date and no number; name another column by"
                    + " --time.")
                .formatted(table.file(), table.line(row), column.name(), column.text(row)));
      }
      if (day.getAsDouble() <= before) {
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
      before = day.getAsDouble();
    }
  }
}
