package org.atled.tables;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Numbers such as -999, or -1 among days, that stand for no value. */
final class Sentinels {
  /** Fewer other values than this show no range, fewer different ones no scale. */
  private static final int FEWEST = 8;

  private static final int FEWEST_DIFFERENT = 3;

  private Sentinels() {}

  /**
   * What to tell of a column in which one number stands in several rows, lies further from all
   * others than these lie from each other, and {@linkplain #isChosen looks chosen} for that. 0 is
   * none: it is a number like others.
   */
  static Optional<String> remark(Column column) {
    if (!column.isNumeric()) {
      return Optional.empty();
    }
    Optional<String> codes = AnswerCodes.remark(column);
    if (codes.isPresent() || !column.outline().hasFarOff()) {
      return codes.or(() -> below(column));
    }
    double[] numbers = new double[column.size()];
    int count = 0;
    for (int row = 0; row < numbers.length; row++) {
      if (!column.isMissing(row) && Double.isFinite(column.number(row))) {
        numbers[count++] = column.number(row);
      }
    }
    Arrays.sort(numbers, 0, count);
    int equal = 1;
    while (equal < count && numbers[equal] == numbers[0]) {
      equal++;
    }
    Optional<String> least = remark(column, numbers, equal, count, numbers[0], equal);
    int from = count;
    while (from > 0 && numbers[from - 1] == numbers[count - 1]) {
      from--;
    }
    Optional<String> greatest =
        from == 0
            ? Optional.empty()
            : remark(column, numbers, 0, from, numbers[count - 1], count - from);
    return least.or(() -> greatest).or(() -> below(column));
  }

  /**
   * What to tell of the only whole number below 0 where it stands in more rows than any other
   * number: -1 of days since something that never was.
   */
  private static Optional<String> below(Column column) {
    Outline outline = column.outline();
    double number = outline.least();
    if (number >= 0 || number != Math.rint(number) || outline.second() < 0) {
      return Optional.empty();
    }
    Map<Double, Integer> rows = new HashMap<>();
    for (int row = 0; row < column.size(); row++) {
      if (!Double.isNaN(column.number(row))) {
        rows.merge(column.number(row), 1, Integer::sum);
      }
    }
    int most = rows.getOrDefault(number, 0);
    rows.remove(number);
    return rows.size() >= FEWEST && rows.values().stream().allMatch(others -> others < most)
        ? Optional.of(
            column.title()
                + " has "
                + Numeral.text(number)
                + " in "
                + most
                + " rows, more than any other number, and no other below 0, as what stands for no"
                + " value;"
                + Words.option(" --missing", column.name() + "=" + Numeral.text(number))
                + " takes it so")
        : Optional.empty();
  }

  /**
   * The same for one number.
   *
   * @param sorted of which the others lie from {@code from} to {@code to}
   * @param rows in which it stands
   */
  private static Optional<String> remark(
      Column column, double[] sorted, int from, int to, double number, int rows) {
    if (rows < 2 || to - from < FEWEST || number == 0 || number != Math.rint(number)) {
      return Optional.empty();
    }
    double least = sorted[from];
    double greatest = sorted[to - 1];
    double gap = Math.max(least - number, number - greatest);
    boolean scaled =
        Arrays.stream(sorted, from, to).distinct().limit(FEWEST_DIFFERENT).count()
            == FEWEST_DIFFERENT;
    return scaled && gap > greatest - least && isChosen(number, least)
        ? Optional.of(
            column.title()
                + " has "
                + Numeral.text(number)
                + " in "
                + rows
                + " rows, far from all others ("
                + (float) least
                + " to "
                + (float) greatest
                + "), as what stands for no value;"
                + Words.option(" --missing", Numeral.text(number))
                + " takes it so")
        : Optional.empty();
  }

  /**
   * Whether people or programs write such a number for none: below 0 where no other is, of one
   * digit again and again (999), round (-200), or at the end of an integer's range (32767). Others
   * that lie far off may well have been measured.
   *
   * @param least of the others
   */
  private static boolean isChosen(double number, double least) {
    if ((number < 0 && least >= 0) || Math.abs(number) >= 1L << 53) {
      return true;
    }
    long size = (long) Math.abs(number);
    String digits = Long.toString(size);
    boolean again = digits.chars().distinct().count() == 1;
    boolean round = digits.chars().skip(1).allMatch(digit -> digit == '0');
    boolean end = size >= Byte.MAX_VALUE && ((size & (size - 1)) == 0 || (size & (size + 1)) == 0);
    return again || round || end;
  }
}
