package org.atled.tables;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.atled.core.error.ArgumentException;

/**
 * The columns of a table that are learned from.
 *
 * @param inputs the columns
 * @param unused others that nobody dropped and that still are not learned from
 */
public record InputColumns(List<Column> inputs, List<Unused> unused) {
  static final InputColumns NONE = new InputColumns(List.of(), List.of());

  /** Why a column without a name that tells rows apart is not used. */
  static final String INDEX =
      "it has no name and tells rows apart, as the index of a data frame does; give it a name in"
          + " the file to learn from it";

  public InputColumns {
    inputs = List.copyOf(inputs);
    unused = List.copyOf(unused);
  }

  /**
   * Those of some columns that do more than name rows or say again what another one says.
   *
   * @param groups the column that tells groups of rows, which may name them
   */
  static InputColumns of(Table table, List<Column> candidates, Optional<Column> groups) {
    List<Column> inputs = new ArrayList<>();
    List<Unused> unused = new ArrayList<>();
    Repeats repeats = new Repeats(table);
    for (Column column : candidates) {
      Optional<Column> same = repeats.add(column);
      Optional<String> names =
          groups.filter(one -> one == column).isPresent()
              ? Optional.empty()
              : table.namesRows(column);
      if (names.isPresent()) {
        unused.add(new Unused(column.name(), names.get()));
      } else if (same.isPresent()) {
        unused.add(new Unused(column.name(), "it is " + same.get().title() + " again"));
      } else {
        inputs.add(column);
      }
    }
    return new InputColumns(inputs, unused);
  }

  /**
   * All but a column that is there for something else, and copies of it.
   *
   * @param does what it does, for an error
   * @param reason why it is not learned from
   * @throws ArgumentException if none is left
   */
  InputColumns without(Table table, Column column, String does, String reason) {
    List<Column> others =
        inputs.stream().filter(input -> !Repeats.areAlike(input, column)).toList();
    if (others.isEmpty() && !inputs.isEmpty()) {
      throw new ArgumentException(
          table.file()
              + ": there is no column to learn from beside "
              + column.title()
              + ", which "
              + does
              + ".");
    }
    List<Unused> left = new ArrayList<>(unused);
    for (Column input : inputs) {
      if (input.index() == column.index()) {
        left.add(new Unused(input.name(), reason));
      } else if (Repeats.areAlike(input, column)) {
        left.add(
            new Unused(
                input.name(),
                "it is " + column.title() + " again, " + reason.replaceFirst("^it", "which")));
      }
    }
    return new InputColumns(others, left);
  }
}
