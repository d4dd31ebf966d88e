package org.atled.tables;

/** How much rows of a table count, as a column says. */
final class RowWeights {
  private RowWeights() {}

  /**
   * The weights of rows.
   *
   * @throws org.atled.core.error.FormatException naming the line of one that is missing, no number
   *     or below 0, or if all are 0
   */
  static double[] of(Table table, Column column, int[] rows) {
    double[] weights = new double[rows.length];
    double sum = 0;
    for (int i = 0; i < rows.length; i++) {
      int row = rows[i];
      double weight = column.isMissing(row) ? Double.NaN : column.number(row);
      if (!(weight >= 0) || Double.isInfinite(weight)) {
        throw table.error(
            row,
            column,
            (column.isMissing(row) ? "nothing" : column.shown(row))
                + " is no weight, which is a number that is at least 0; mend it, or leave the"
                + " target empty to leave the row out.");
      }
      weights[i] = weight;
      sum += weight;
    }
    if (sum == 0) {
      throw table.error(
          column, "weighs all of the rows with 0, so that none of them counts; give some more.");
    }
    return weights;
  }
}
