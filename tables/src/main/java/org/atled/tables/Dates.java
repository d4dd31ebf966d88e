package org.atled.tables;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/** How the dates of a column are written, if it is dates. */
final class Dates {
  /** A column is dates but for some words if at least so many of its values are. */
  private static final double MOSTLY = 0.8;

  /** After so many values of which half are no dates, nobody looks further. */
  private static final int ENOUGH = 1000;

  private final Column column;
  private final Map<DateOrder, Integer> firstFailures = new EnumMap<>(DateOrder.class);

  /** Dates come again; reading them takes longer than looking them up. */
  private final Set<String> known = new HashSet<>();

  private int seen;
  private int firstOdd = -1;
  private int odd;
  private boolean dotted = true;

  private Dates(Column column) {
    this.column = column;
    for (int row = 0; row < column.size(); row++) {
      if (column.isNoDate(row)) {
        continue;
      }
      look(row);
      if (odd > ENOUGH && 2 * odd > seen) {
        return;
      }
    }
  }

  private void look(int row) {
    seen++;
    String text = column.text(row);
    if (known.contains(text)) {
      return;
    }
    dotted &= Moment.isDotted(text);
    // What is read with the year first is read with the day or the month first too.
    boolean always = Moment.of(text, DateOrder.YEAR_FIRST).isPresent();
    boolean any = always;
    for (DateOrder order : DateOrder.values()) {
      boolean is =
          always
              ? order != DateOrder.CLOCK
              : order != DateOrder.YEAR_FIRST && Moment.of(text, order).isPresent();
      any |= is;
      if (!is) {
        firstFailures.putIfAbsent(order, row);
      }
    }
    if (any) {
      known.add(text);
    } else {
      odd++;
      firstOdd = firstOdd < 0 ? row : firstOdd;
    }
  }

  /** Whether all values are dates or times, in whatever order. */
  static boolean are(Column column) {
    Dates dates = new Dates(column);
    return dates.seen > 0 && dates.odd == 0 && !dates.orders().isEmpty();
  }

  /** Whether all values are, though nobody has said to learn them so. */
  static boolean areText(Column column) {
    return !column.isNumeric() && column.dates().isEmpty() && column.mayBeDates() && are(column);
  }

  /** What to tell of a column of dates that are learned as what they look like. */
  static Optional<String> remark(Column column) {
    if (areCompact(column)) {
      return Optional.of(
          column.title()
              + " is learned as a number, but looks like dates such as "
              + column.distinctTexts(1).getFirst()
              + "; --dates learns them as dates");
    }
    return areText(column) && column.distinctTexts(2).size() > 1
        ? Optional.of(
            column.title()
                + " is learned as text, but looks like dates or times such as "
                + column.distinctTexts(1).getFirst()
                + "; --dates learns them as such")
        : Optional.empty();
  }

  /** Whether all values are dates of eight digits from 1900 to 2099, 20240131, and some differ. */
  static boolean areCompact(Column column) {
    return column.isNumeric()
        && column.missing() < column.size()
        && IntStream.range(0, column.size())
            .allMatch(row -> column.isNoDate(row) || Moment.isCompact(column.text(row)))
        && column.distinctTexts(2).size() > 1;
  }

  private Set<DateOrder> orders() {
    Set<DateOrder> orders = EnumSet.allOf(DateOrder.class);
    orders.removeAll(firstFailures.keySet());
    return orders;
  }

  /**
   * The order in which a column's dates are written; nothing if it is no column of dates.
   *
   * @throws org.atled.core.error.FormatException naming lines, if it may be one and day and month
   *     cannot be told apart, or if it is one but for a word
   */
  static Optional<DateOrder> orderOf(Table table, Column column) {
    Dates dates = new Dates(column);
    if (dates.seen == 0 || dates.odd > (1 - MOSTLY) * dates.seen) {
      return Optional.empty();
    }
    String text = ", or keep the column as text with" + Words.option(" --text", column.name());
    if (dates.odd > 0) {
      throw table.error(
          dates.firstOdd,
          column,
          column.shown(dates.firstOdd)
              + " is no date, but "
              + (dates.seen - dates.odd)
              + " of "
              + dates.seen
              + " values are; mend it, say"
              + Words.option(" --missing", column.text(dates.firstOdd))
              + " if it stands for no value"
              + text
              + ".");
    }
    Set<DateOrder> orders = dates.orders();
    if (orders.isEmpty()) {
      throw dates.contradiction(table, text);
    }
    boolean both = orders.contains(DateOrder.DAY_FIRST) && orders.contains(DateOrder.MONTH_FIRST);
    if (both && !orders.contains(DateOrder.YEAR_FIRST) && !dates.dotted) {
      int first = dates.firstFailures.getOrDefault(DateOrder.YEAR_FIRST, 0);
      throw table.error(
          first,
          column,
          column.shown(first)
              + " may have the day or the month first, and no row tells which; write dates as"
              + " 2024-12-31"
              + text
              + ".");
    }
    // The first: the year before the day, the day before the month, where points stand.
    return orders.stream().findFirst();
  }

  /** Rows that do not agree. */
  private RuntimeException contradiction(Table table, String text) {
    int noDayFirst = firstFailures.getOrDefault(DateOrder.DAY_FIRST, 0);
    int noMonthFirst = firstFailures.getOrDefault(DateOrder.MONTH_FIRST, 0);
    return table.error(
        noDayFirst,
        column,
        column.shown(noDayFirst)
            + " is no date with the day first, and "
            + column.shown(noMonthFirst)
            + " on line "
            + table.line(noMonthFirst)
            + " none with the month first, so that the others are not known; write dates as"
            + " 2024-12-31"
            + text
            + ".");
  }
}
