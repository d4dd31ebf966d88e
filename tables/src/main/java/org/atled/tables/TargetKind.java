package org.atled.tables;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.atled.core.error.ArgumentException;

/**
 * What a column is learned as, by its values alone, and whether it may be learned as somebody says.
 */
final class TargetKind {
  /** Whole numbers with more values than this are no classes unless somebody says so. */
  static final int MOST_NUMBERED_CLASSES = 20;

  /** A class has on average at least so many rows, or numbers are not taken for classes. */
  static final int ROWS_A_CLASS = 4;

  private static final int SHOWN = 5;

  private TargetKind() {}

  /** What a column is learned as if nobody says it. */
  static Kind seen(Column target) {
    return !target.isNumeric() || numbersClasses(target) ? Kind.CLASSIFICATION : Kind.REGRESSION;
  }

  /** What that was seen from. */
  static String why(Column target) {
    return !target.isNumeric()
        ? "the target is text"
        : numbersClasses(target)
            ? "the target has " + distinct(target) + " different whole numbers"
            : "the target is numbers";
  }

  /** Few whole numbers, with some rows for each. */
  private static boolean numbersClasses(Column target) {
    boolean whole =
        IntStream.range(0, target.size())
            .filter(row -> !target.isMissing(row))
            .allMatch(row -> target.number(row) == Math.rint(target.number(row)));
    long distinct = whole ? distinct(target) : 0;
    int present = target.size() - target.missing();
    return whole && distinct <= MOST_NUMBERED_CLASSES && distinct * ROWS_A_CLASS <= present;
  }

  /** How many different numbers a column has. */
  static long distinct(Column target) {
    double[] sorted =
        IntStream.range(0, target.size())
            .filter(row -> !target.isMissing(row))
            .mapToDouble(target::number)
            .toArray();
    Arrays.sort(sorted);
    return IntStream.range(0, sorted.length)
        .filter(i -> i == 0 || sorted[i] != sorted[i - 1])
        .count();
  }

  /**
   * Refuses what is no number, which a regression needs.
   *
   * @param alone whether it is the only target, which may be classes
   * @throws org.atled.core.error.FormatException naming the line
   */
  static void requireNumbers(Table table, Column target, boolean alone) {
    for (int row = 0; row < target.size(); row++) {
      if (!target.isMissing(row) && Double.isNaN(target.number(row))) {
        throw table.error(
            row,
            target,
            target.shown(row)
                + " is not a number, but a regression learns numbers; mend it"
                + (alone ? ", or learn classes: --task classification." : "."));
      }
    }
  }

  /**
   * Refuses classes without an order: numbers have one, and so have texts of which the file or
   * somebody says it.
   */
  static void requireOrder(Table table, Column target) {
    boolean numbers = target.isNumeric() && target.notation().unit().isEmpty();
    if (!numbers && target.levels().orElse(List.of()).isEmpty()) {
      throw new ArgumentException(
          table.file()
              + ": "
              + target.title()
              + " is text, such as "
              + Table.list(target.distinctTexts(SHOWN))
              + ", of which nobody says the order; name all of it from the least to the greatest:"
              + " --classes low,medium,high.");
    }
  }
}
