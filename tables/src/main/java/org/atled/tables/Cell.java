package org.atled.tables;

import org.atled.core.error.AtledException;

/** What a row has in a column, whether it stands in a file or a program holds it. */
interface Cell {
  /** The column's name; without a header its index. */
  String column();

  boolean isMissing();

  /**
   * The value as a number, NaN if it is none.
   *
   * @throws AtledException if it is of another type
   */
  double number();

  /**
   * The value as text, without white space around it.
   *
   * @throws AtledException if it is of another type
   */
  String text();

  /** The value for a message, cut off where it is long. */
  String shown();

  /** How one leaves it out: {@code leave it empty}. */
  String emptying();

  /** What is wrong with it, behind its place. */
  AtledException error(String reason);
}
