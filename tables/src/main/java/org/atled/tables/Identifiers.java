package org.atled.tables;

import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** Numbers that tell rows apart, and say nothing else. */
final class Identifiers {
  private static final Pattern NAMED =
      Pattern.compile("(?i)(.*[ _.-])?(id|index|idx|key|uuid|row|nr|no)|unnamed.*|.*[a-z]Id");

  /** In a table of fewer columns the first one, which counts, may be what is learned from. */
  private static final int FEWEST_COLUMNS = 4;

  private Identifiers() {}

  /**
   * What to tell of a column that is called as identifiers are and has another number in every row,
   * or that stands first and counts the rows.
   */
  static Optional<String> remark(Table table, Column column) {
    if (!column.isNumeric()
        || column.missing() > 0
        || column.size() <= TargetKind.MOST_NUMBERED_CLASSES) {
      return Optional.empty();
    }
    String drop = "; leave it out with" + Words.option(" --drop", column.name()) + " unless ";
    if (NAMED.matcher(column.name()).matches() && TargetKind.distinct(column) == column.size()) {
      return Optional.of(
          column.title()
              + " has another number in every row, as an identifier has"
              + drop
              + "its size tells something");
    }
    double first = column.number(0);
    return column.index() == 0
            && table.columns().size() >= FEWEST_COLUMNS
            && (first == 0 || first == 1)
            && counts(column)
        ? Optional.of(
            column.title()
                + " counts the rows from "
                + (int) first
                + drop
                + "their order tells something")
        : Optional.empty();
  }

  /** Whether it counts the rows, from anywhere. */
  static boolean counts(Column column) {
    return column.isNumeric()
        && column.missing() == 0
        && column.size() > 2
        && IntStream.range(1, column.size())
            .allMatch(row -> column.number(row) == column.number(row - 1) + 1);
  }
}
