package org.atled.tables;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Rows in the order of a column of numbers or dates: the earlier ones to learn from, the latest to
 * measure on, as what is learned will be asked about what comes later. Rows of one time stay
 * together.
 */
final class TimeOrder {
  private static final int HOURS = 24;

  private TimeOrder() {}

  /** One row in so many is kept to measure on, and those of the same time as the first of them. */
  static Problem.Rows split(Table table, Column column, int[] rows, int parts) {
    double[] times = times(table, column, rows);
    double[] sorted = times.clone();
    Arrays.sort(sorted);
    double first = sorted[rows.length - Math.ceilDiv(rows.length, parts)];
    if (sorted[0] == sorted[sorted.length - 1]) {
      throw table.error(
          column, "has the same in every row, and tells no order of time; leave --time out.");
    }
    // So many of one time that nothing is earlier.
    boolean behind = first == sorted[0];
    int[] train =
        IntStream.range(0, rows.length)
            .filter(i -> behind ? times[i] <= first : times[i] < first)
            .map(i -> rows[i])
            .toArray();
    int[] test =
        IntStream.range(0, rows.length)
            .filter(i -> behind ? times[i] > first : times[i] >= first)
            .map(i -> rows[i])
            .toArray();
    return new Problem.Rows(train, test);
  }

  private static double[] times(Table table, Column column, int[] rows) {
    Optional<DateOrder> order =
        column.isNumeric()
            ? Optional.empty()
            : column.dates().or(() -> Dates.orderOf(table, column));
    if (!column.isNumeric() && order.isEmpty()) {
      throw table.error(
          column, "is neither numbers nor dates, and tells no order of time; name another column.");
    }
    double[] times = new double[rows.length];
    for (int i = 0; i < rows.length; i++) {
      int row = rows[i];
      times[i] =
          order.isEmpty()
              ? column.number(row)
              : Moment.of(column.text(row), order.get()).map(TimeOrder::hours).orElse(Double.NaN);
      if (Double.isNaN(times[i])) {
        throw table.error(
            row,
            column,
            column.shown(row)
                + " tells no time, by which rows are ordered; mend the row, or leave it out.");
      }
    }
    return times;
  }

  private static double hours(Moment moment) {
    return moment.date().map(date -> date.toEpochDay() * HOURS).orElse(0L) + moment.hour();
  }
}
