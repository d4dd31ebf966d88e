package org.atled.tables;

/**
 * How the numbers of a column lie.
 *
 * @param hash equal where all numbers are equal
 * @param infinite whether one is infinite
 * @param least of the finite ones, infinite if there is none
 * @param second the next greater one
 * @param last the next smaller one than the greatest
 */
record Outline(
    int hash, boolean infinite, double least, double second, double last, double greatest) {
  static Outline of(Column column) {
    int hash = 1;
    boolean infinite = false;
    double least = Double.POSITIVE_INFINITY;
    double second = Double.POSITIVE_INFINITY;
    double last = Double.NEGATIVE_INFINITY;
    double greatest = Double.NEGATIVE_INFINITY;
    for (int row = 0; row < column.size(); row++) {
      double number = column.number(row);
      long bits = Double.doubleToRawLongBits(number);
      hash = 31 * hash + (int) (bits ^ bits >>> 32);
      // Most lie between those that are kept.
      if (number > second && number < last) {
        continue;
      }
      if (Double.isInfinite(number)) {
        infinite = true;
      } else {
        if (number < least) {
          second = least;
          least = number;
        } else if (number > least && number < second) {
          second = number;
        }
        if (number > greatest) {
          last = greatest;
          greatest = number;
        } else if (number < greatest && number > last) {
          last = number;
        }
      }
    }
    return new Outline(hash, infinite, least, second, last, greatest);
  }

  /**
   * Whether the least or the greatest number lies further from its neighbour than all others lie
   * apart.
   */
  boolean hasFarOff() {
    return second - least > greatest - second || greatest - last > last - least;
  }
}
