package org.atled.tables;

import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/** Numbers that are none, or beyond the range of one. */
final class Infinities {
  private static final String INFINITE =
      " is infinite, or beyond the range of a number (1.8e308); mend it,";

  private Infinities() {}

  /** The first row of an infinite number. */
  static OptionalInt first(Column column) {
    return column.isNumeric() && column.outline().infinite()
        ? IntStream.range(0, column.size())
            .filter(row -> Double.isInfinite(column.number(row)))
            .findFirst()
        : OptionalInt.empty();
  }

  /**
   * Refuses them where they are used.
   *
   * @throws org.atled.core.error.FormatException if there is one in the target, or in a column that
   *     says something, naming all such
   */
  static void refuse(Table table, List<Column> inputs, List<Column> targets) {
    for (Column target : targets) {
      refuse(table, target);
    }
    List<Column> infinite =
        inputs.stream()
            .filter(column -> first(column).isPresent())
            .filter(column -> Input.uselessness(column, table.allRows(), Gathering.NONE).isEmpty())
            .toList();
    if (!infinite.isEmpty()) {
      Column column = infinite.getFirst();
      int row = first(column).getAsInt();
      String others = Table.list(infinite.stream().skip(1).map(Column::name).toList());
      throw table.error(
          row,
          column,
          Column.shortened(column.text(row))
              + INFINITE
              + Words.option(" say --missing", column.text(row))
              + " to have it filled, or leave the column out with"
              + Words.option(" --drop", column.name())
              + "."
              + (others.isEmpty() ? "" : " So it is with " + others + "."));
    }
  }

  private static void refuse(Table table, Column target) {
    first(target)
        .ifPresent(row -> {
          throw table.error(
              row,
              target,
              Column.shortened(target.text(row))
                  + INFINITE
                  + Words.option(" or say --missing", target.text(row))
                  + " to leave the row out.");
        });
  }
}
