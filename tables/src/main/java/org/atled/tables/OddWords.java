package org.atled.tables;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/** Words in columns that are numbers but for them. */
final class OddWords {
  /** A column is numbers but for some words if at least so many of its values are. */
  private static final double MOSTLY = 0.8;

  /** So few different numbers may be names of categories, as 3 and 3a are. */
  private static final int FEW = 20;

  private OddWords() {}

  /**
   * Refuses columns of many numbers and some words.
   *
   * @param target where words may not be classes
   * @throws org.atled.core.error.FormatException naming the first word of each, and its line
   */
  static void refuse(Table table, List<Column> inputs, Optional<Column> target) {
    target
        .filter(OddWords::isNumbersBut)
        .filter(column -> distinct(column) > FEW)
        .ifPresent(column -> {
          throw table.error(
              first(column),
              column,
              said(column)
                  + "; mend it, say"
                  + Words.option(" --missing", column.text(first(column)))
                  + " to leave the row out, or, if these are classes, --task classification.");
        });
    List<Column> odd =
        inputs.stream()
            .filter(OddWords::isNumbersBut)
            .filter(column -> distinct(column) > FEW)
            .toList();
    if (!odd.isEmpty()) {
      Column column = odd.getFirst();
      throw table.error(
          first(column),
          column,
          said(column)
              + "; mend it, say"
              + Words.option(" --missing", column.text(first(column)))
              + " to have it filled, or leave the column out with"
              + Words.option(" --drop", column.name())
              + "."
              + others(odd));
    }
  }

  private static String others(List<Column> odd) {
    return odd.size() == 1
        ? ""
        : " So it is with "
            + Table.list(
                odd.stream().skip(1).map(c -> c.name() + " (" + c.shown(first(c)) + ")").toList())
            + ".";
  }

  /** What to tell of columns of few numbers and a word, which are taken for categories. */
  static List<String> few(List<Column> inputs) {
    return inputs.stream()
        .filter(column -> isNumbersBut(column) && distinct(column) <= FEW)
        .map(column -> remark(column).orElseThrow())
        .toList();
  }

  /** What to tell of a column of numbers and some words. */
  static Optional<String> remark(Column column) {
    if (!isNumbersBut(column)) {
      return Optional.empty();
    }
    return Optional.of(
        column.title()
            + (distinct(column) <= FEW
                ? " is taken for categories: "
                : " can only be learned from as numbers: ")
            + said(column)
            + "; if it stands for no value, say"
            + Words.option(" --missing", column.text(first(column))));
  }

  private static boolean isNumbersBut(Column column) {
    int present = column.size() - column.missing();
    return !column.isNumeric()
        && column.odd() > 0
        && column.odd() < present
        && present - column.odd() >= MOSTLY * present
        && present - column.odd() > 1;
  }

  private static String said(Column column) {
    int present = column.size() - column.missing();
    return column.shown(first(column))
        + " is no number, but "
        + (present - column.odd())
        + " of "
        + present
        + " values are";
  }

  private static int first(Column column) {
    OptionalInt first =
        IntStream.range(0, column.size())
            .filter(row -> !column.isMissing(row) && Double.isNaN(column.number(row)))
            .findFirst();
    return first.orElseThrow();
  }

  private static long distinct(Column column) {
    return IntStream.range(0, column.size())
        .mapToDouble(column::number)
        .filter(number -> !Double.isNaN(number))
        .distinct()
        .count();
  }
}
