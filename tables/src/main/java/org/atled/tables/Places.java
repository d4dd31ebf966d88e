package org.atled.tables;

import java.util.Comparator;
import java.util.stream.Collectors;

/** Where the columns that were learned from stand in another table. */
record Places(Preparation learned) {
  /**
   * The column of an input: by name, or by place where there are no names, among as many columns as
   * before, or among those without the targets.
   *
   * @throws org.atled.core.error.FormatException if it is not there
   */
  Column of(Table table, Input input) {
    if (byName(table)) {
      return named(table, input.name(), input.index());
    }
    boolean isWhole = isWhole(table);
    int count = table.columns().size();
    if (!isWhole && count != learned.columns() - learned.targets().size()) {
      throw table.error(
          "has %d columns, but the model learned from a table of %d; give it those, or those without %s (from 0)%s."
              .formatted(
                  count,
                  learned.columns(),
                  targets(),
                  learned.named() ? ", in the order " + order() : ""));
    }
    long before =
        isWhole ? 0 : learned.targets().stream().filter(one -> one.index() < input.index()).count();
    return table.placed(input.index() - (int) before);
  }

  /**
   * A column that is learned.
   *
   * @throws org.atled.core.error.FormatException if it is not there
   */
  Column of(Table table, Preparation.TargetColumn wanted) {
    if (byName(table)) {
      return named(table, wanted.name(), wanted.index());
    }
    if (!isWhole(table)) {
      throw table.error(
          "has %d columns, but to measure there must be %d, %s (from 0) among them."
              .formatted(table.columns().size(), learned.columns(), targets()));
    }
    return table.placed(wanted.index());
  }

  private static Column named(Table table, String name, int index) {
    return table.namedOrLeftOut(name, index).orElseThrow(() -> new ColumnLookup(table).none(name));
  }

  private boolean byName(Table table) {
    return learned.named() && table.format().header().isThere();
  }

  /** Whether a table has as many columns as before, some at the end perhaps without any value. */
  private boolean isWhole(Table table) {
    int count = table.columns().size();
    return count == learned.columns()
        || (count < learned.columns() && table.width() - learned.trailing() == learned.columns());
  }

  /** The columns that are known by name, for those who have none. */
  private String order() {
    return Table.list(
        learned.inputs().stream()
            .sorted(Comparator.comparingInt(Input::index))
            .map(input -> input.name() + " at " + input.index())
            .toList());
  }

  /** {@code the target at 3}. */
  private String targets() {
    return (learned.targets().size() == 1 ? "the target at " : "the targets at ")
        + learned.targets().stream().map(one -> "" + one.index()).collect(Collectors.joining(", "));
  }
}
