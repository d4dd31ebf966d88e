package org.atled.tables.series;

import java.util.Optional;
import org.atled.core.error.ArgumentException;
import org.atled.tables.Column;
import org.atled.tables.DateOrder;
import org.atled.tables.Table;

/**
 * Numbers in the order of time, at steps that are taken to be equal.
 *
 * @param name of the column
 * @param clock when each was
 * @param values one at least
 */
public record TimeSeries(String name, Clock clock, double[] values) {
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
    return of(table, target, time, Optional.empty());
  }

  /** The same where the order of the parts of dates is known, if they may be read so. */
  static TimeSeries of(
      Table table, String target, Optional<String> time, Optional<DateOrder> order) {
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
    Optional<Column> stamps = time.map(table::column).or(() -> dates(table, column));
    Clock clock =
        stamps.map(one -> Clock.of(table, one, order)).orElseGet(() -> Clock.ofRows(values.length));
    return new TimeSeries(column.name(), clock, values);
  }

  /** How many steps there are. */
  public int length() {
    return values.length;
  }

  private static Optional<Column> dates(Table table, Column target) {
    return table.columns().stream()
        .filter(column -> column.index() != target.index())
        .filter(column -> !Clock.orders(column).isEmpty())
        .findFirst();
  }
}
