package org.atled.tables;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.atled.core.error.ArgumentException;
import org.atled.core.random.Seed;

/**
 * Rows of a table of which no column is a target: a network learns to give them back, as {@link
 * AnomalyModel} asks.
 *
 * @param columns what is learned
 */
public record RowsAlone(Table table, InputColumns columns) {
  /** The columns to learn from. */
  public List<Column> inputs() {
    return columns.inputs();
  }

  /** Columns that nobody dropped and that still are not learned from. */
  public List<Unused> unused() {
    return columns.unused();
  }

  /**
   * Finds the columns.
   *
   * @param drop names or places of columns to leave out, also several in one text, parted by commas
   * @throws ArgumentException if there is no such column, or none is left
   * @throws org.atled.core.error.FormatException if a column that is used has an infinity or is
   *     numbers but for a word
   */
  public static RowsAlone of(Table table, List<String> drop) {
    Set<Integer> left = new HashSet<>();
    drop.stream()
        .flatMap(list -> table.columns(list).stream())
        .forEach(column -> left.add(column.index()));
    List<Column> candidates =
        table.columns().stream().filter(column -> !left.contains(column.index())).toList();
    InputColumns columns = InputColumns.of(table, candidates, Optional.empty());
    List<Column> inputs = columns.inputs();
    if (inputs.isEmpty()) {
      throw new ArgumentException(
          "%s: no column is left to learn from; leave fewer out.".formatted(table.file()));
    }
    OddWords.refuse(table, inputs, List.of());
    Infinities.refuse(table, inputs, List.of());
    return new RowsAlone(table, columns);
  }

  /**
   * Four fifths of the rows to learn from, and one to measure on, at random.
   *
   * @throws ArgumentException if there are fewer than {@value Problem#PARTS}
   */
  public Problem.Rows split(Seed seed) {
    int count = table.rows();
    if (count < Problem.PARTS) {
      throw new ArgumentException(
          "%s: %d rows are too few; it takes %d: 4 to learn from and 1 to measure on."
              .formatted(table.file(), count, Problem.PARTS));
    }
    int[] order = seed.at("split").draws().permutation(count);
    int test = count / Problem.PARTS;
    return new Problem.Rows(
        Arrays.stream(order, test, count).sorted().toArray(),
        Arrays.stream(order, 0, test).sorted().toArray());
  }
}
