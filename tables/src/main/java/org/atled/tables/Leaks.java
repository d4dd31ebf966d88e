package org.atled.tables;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Columns that say what the target is, because they were made of it, or it of them. */
final class Leaks {
  /** Fewer rows may agree by chance. */
  private static final int FEWEST_ROWS = 20;

  /** Of more columns not every two are added. */
  private static final int MOST_COLUMNS = 200;

  private Leaks() {}

  /** What to tell of a problem of one target. */
  static List<String> remarks(Problem problem) {
    int[] rows = problem.rows();
    Column target = problem.target();
    if (rows.length < FEWEST_ROWS || !problem.more().isEmpty()) {
      return List.of();
    }
    List<String> remarks = new ArrayList<>();
    if (problem.kind().isOfClasses()) {
      for (Column column : problem.inputs()) {
        if (!Repeats.areSame(column, target) && isRenamed(column, target, rows)) {
          remarks.add(
              column.title()
                  + " has a value of its own for each class of the target, in every row: it is the"
                  + " target in other words, so that nothing else is learned; leave it out with"
                  + Words.option(" --drop", column.name())
                  + " unless it is known before");
        }
      }
    } else {
      sum(problem.inputs(), target, rows).ifPresent(remarks::add);
    }
    return remarks;
  }

  /** Whether classes and values are one to one. */
  private static boolean isRenamed(Column column, Column target, int[] rows) {
    Map<String, String> classes = new HashMap<>();
    Map<String, String> values = new HashMap<>();
    for (int row : rows) {
      if (column.isMissing(row)) {
        return false;
      }
      String value = Target.Classes.label(column, row);
      String label = Target.Classes.label(target, row);
      String before = classes.putIfAbsent(value, label);
      String other = values.putIfAbsent(label, value);
      if ((before != null && !before.equals(label)) || (other != null && !other.equals(value))) {
        return false;
      }
    }
    return classes.size() > 1;
  }

  /** The first two columns whose sum the target is. */
  private static Optional<String> sum(List<Column> inputs, Column target, int[] rows) {
    List<Column> numbers =
        inputs.stream().filter(Column::isNumeric).filter(one -> one.missing() == 0).toList();
    if (numbers.size() > MOST_COLUMNS) {
      return Optional.empty();
    }
    for (int i = 0; i < numbers.size(); i++) {
      for (int j = i + 1; j < numbers.size(); j++) {
        Column a = numbers.get(i);
        Column b = numbers.get(j);
        if (isSum(a, b, target, rows) && differs(a, rows) && differs(b, rows)) {
          return Optional.of(
              "the target is the sum of "
                  + a.title()
                  + " and "
                  + b.title()
                  + " in every row; leave them out with"
                  + Words.option(" --drop", a.name() + "," + b.name())
                  + " unless they are known before");
        }
      }
    }
    return Optional.empty();
  }

  private static boolean isSum(Column a, Column b, Column target, int[] rows) {
    for (int row : rows) {
      double sum = a.number(row) + b.number(row);
      if (!(Math.abs(sum - target.number(row)) <= 1e-9 * Math.abs(sum))) {
        return false;
      }
    }
    return true;
  }

  private static boolean differs(Column column, int[] rows) {
    return Arrays.stream(rows).anyMatch(row -> column.number(row) != column.number(rows[0]));
  }
}
