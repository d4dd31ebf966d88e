package org.atled.tables;

/** Holds the numbers of a column to the unit that a model learned them in. */
final class Units {
  private Units() {}

  /**
   * A column, its numbers read as those that were learned where they leave a choice.
   *
   * @param learned how these were written
   * @param mean of these
   * @param deviation of these
   * @throws org.atled.core.error.FormatException if the column is in another unit, or may be shares
   *     of one where per cents were learned
   */
  static Column read(Table table, Column column, Notation learned, double mean, double deviation) {
    Column read = column.as(learned);
    String unit = read.notation().unit();
    if (read.isNumeric() && unit.isEmpty()) {
      refuseShares(table, read, learned, mean, deviation);
    }
    if (read.isNumeric() && !unit.isEmpty() && !unit.equals(learned.unit())) {
      throw table.error(
          column,
          "is in "
              + unit
              + ", but the model learned "
              + (learned.unit().isEmpty()
                  ? "numbers without a unit"
                  : "numbers in " + learned.unit())
              + "; convert them, and leave the unit out.");
    }
    return read;
  }

  /** Refuses a column of shares where per cents were learned. */
  private static void refuseShares(
      Table table, Column column, Notation learned, double mean, double deviation) {
    int first = -1;
    for (int row = 0; row < column.size(); row++) {
      double number = column.number(row);
      if (column.isMissing(row) || number == 0) {
        continue;
      }
      if (!learned.mayBeShare(number, mean, deviation)) {
        return;
      }
      first = first < 0 ? row : first;
    }
    if (first >= 0) {
      throw table.error(
          first,
          column,
          column.text(first)
              + " has no unit and, as all of the column, is at most 1, but the model learned "
              + learned.unit()
              + " (mean "
              + (float) mean
              + ", deviation "
              + (float) deviation
              + "); write 12 "
              + learned.unit()
              + " or 12 if that is what 0.12 means, or the unit behind each number if it is not.");
    }
  }
}
