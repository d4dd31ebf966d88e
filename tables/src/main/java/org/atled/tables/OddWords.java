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
   * @param targets where words may not be classes
   * @throws org.atled.core.error.FormatException naming the first word of each, and its line
   */
  static void refuse(Table table, List<Column> inputs, List<Column> targets) {
    targets.stream()
        .filter(OddWords::areNumbersBut)
        .filter(column -> distinct(column) > FEW)
        .findFirst()
        .ifPresent(column -> {
          throw table.error(
              first(column),
              column,
              said(column)
                  + (targets.size() == 1 ? "; mend it, say" : "; mend it, or say")
                  + Words.option(" --missing", column.text(first(column)))
                  + " to leave the row out"
                  + (targets.size() == 1
                      ? ", or, if these are classes, --task classification."
                      : "."));
        });
    List<Column> odd =
        inputs.stream()
            .filter(OddWords::areNumbersBut)
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
              + " to have it filled, keep the column as text with"
              + Words.option(" --text", column.name())
              + ", or leave it out with"
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
  static List<String> few(Table table, List<Column> inputs) {
    return inputs.stream()
        .filter(column -> areNumbersBut(column) && distinct(column) <= FEW)
        .map(column -> remark(table, column).orElseThrow())
        .toList();
  }

  /** What to tell of a target of few numbers and a word, which are taken for classes. */
  static Optional<String> classes(Table table, Column target) {
    return areNumbersBut(target)
        ? Optional.of(
            "classes are learned though the target is numbers but for a word: line "
                + table.line(first(target))
                + ", "
                + said(target)
                + "; if it stands for no value, say"
                + Words.option(" --missing", target.text(first(target)))
                + ", if it is a class, --task classification")
        : Optional.empty();
  }

  /** What to tell of a column of numbers and some words. */
  static Optional<String> remark(Table table, Column column) {
    if (!areNumbersBut(column)) {
      return Optional.empty();
    }
    return Optional.of(
        column.title()
            + (distinct(column) <= FEW
                ? " is taken for categories: line "
                : " can only be learned from as numbers: line ")
            + table.line(first(column))
            + ", "
            + said(column)
            + "; if it stands for no value, say"
            + Words.option(" --missing", column.text(first(column))));
  }

  /** Whether a column is numbers but for some words; words for nothing are neither. */
  static boolean areNumbersBut(Column column) {
    int odd = column.odd();
    if (column.isNumeric() || odd == 0) {
      return false;
    }
    int numbers = numbers(column);
    // Where words for nothing abound, a few numbers are words among words.
    return numbers > 1
        && numbers >= MOSTLY * (numbers + odd)
        && (2 * numbers >= column.size() - column.missing() || distinct(column) > FEW)
        && IntStream.range(0, column.size()).noneMatch(row -> Numeral.isCode(column.text(row)));
  }

  private static int numbers(Column column) {
    return (int)
        IntStream.range(0, column.size()).filter(row -> !Double.isNaN(column.number(row))).count();
  }

  private static String said(Column column) {
    int numbers = numbers(column);
    return column.shown(first(column))
        + " is no number, but "
        + numbers
        + " of "
        + (numbers + column.odd())
        + " values are";
  }

  private static int first(Column column) {
    OptionalInt first = IntStream.range(0, column.size()).filter(column::isOdd).findFirst();
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
