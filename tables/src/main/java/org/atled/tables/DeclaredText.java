package org.atled.tables;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Columns that their file or database declares as text, though they hold numbers. */
final class DeclaredText {
  /** So few texts are learned as categories without a loss. */
  private static final int FEW = 20;

  private DeclaredText() {}

  /**
   * What to tell of a column all of whose values are numbers, none of which is written as a code.
   */
  static Optional<String> remark(Column column) {
    boolean declared = column.levels().filter(List::isEmpty).isPresent();
    return !declared
            || column.distinctTexts(FEW + 1).size() <= FEW
            || !IntStream.range(0, column.size())
                .filter(row -> !column.isMissing(row))
                .mapToObj(column::text)
                .allMatch(text -> !Double.isNaN(Numeral.parse(text)) && !Numeral.isCode(text))
        ? Optional.empty()
        : Optional.of(
            column.title()
                + " is declared as text, but all its values are numbers, such as "
                + column.shown(0)
                + "; declare it as numbers, or cast it in the query, to have it learned so");
  }
}
