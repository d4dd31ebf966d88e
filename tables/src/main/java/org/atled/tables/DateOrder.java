package org.atled.tables;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * In what order the dates of a column are written. A date that begins with a year of four digits,
 * or names its month, is read in each.
 */
public enum DateOrder {
  /** 2024-12-31, also with slashes or points. */
  YEAR_FIRST("2024-12-31"),
  /** 31/12/2024, also with points or hyphens. */
  DAY_FIRST("31/12/2024"),
  /** 12/31/2024. */
  MONTH_FIRST("12/31/2024"),
  /** No date, but a time with points: 18.30.00. */
  CLOCK("18.30.00");

  final String example;

  DateOrder(String example) {
    this.example = example;
  }

  /** {@code day-first}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  public static Optional<DateOrder> named(String name) {
    return Stream.of(values()).filter(one -> one.toString().equals(name)).findFirst();
  }
}
