package org.atled.tables;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Finds columns that hold what another holds, in every row. */
final class Repeats {
  private final Optional<Column> index;
  private final Map<Integer, List<Column>> seen = new HashMap<>();

  /** None seen yet. */
  Repeats(Table table) {
    this.index = table.index();
  }

  /**
   * Adds a column; gives the earlier one that has the same values, if there is one. The index of
   * the rows is no column that another repeats.
   */
  Optional<Column> add(Column column) {
    if (index.filter(one -> one == column).isPresent()) {
      return Optional.empty();
    }
    List<Column> alike =
        seen.computeIfAbsent(
            column.isNumeric() ? column.outline().hash() : hash(column), _ -> new ArrayList<>());
    Optional<Column> same = alike.stream().filter(other -> areSame(other, column)).findFirst();
    alike.add(column);
    return same;
  }

  private static int hash(Column column) {
    return IntStream.range(0, column.size())
        .map(row -> column.isMissing(row) ? 0 : column.text(row).hashCode())
        .reduce(1, (a, b) -> 31 * a + b);
  }

  /** Whether two columns have equal values in every row, and at least one. */
  static boolean areSame(Column a, Column b) {
    return a.isNumeric() == b.isNumeric()
        && a.missing() < a.size()
        && IntStream.range(0, a.size()).allMatch(row -> areSame(a, b, row));
  }

  /** Whether two columns are the same, or are so as they stand in the file. */
  static boolean areAlike(Column a, Column b) {
    return a.index() == b.index()
        || areSame(a, b)
        || IntStream.range(0, a.size()).allMatch(row -> a.text(row).equals(b.text(row)));
  }

  private static boolean areSame(Column a, Column b, int row) {
    if (a.isMissing(row) || b.isMissing(row)) {
      return a.isMissing(row) == b.isMissing(row);
    }
    return a.isNumeric() ? a.number(row) == b.number(row) : a.text(row).equals(b.text(row));
  }
}
