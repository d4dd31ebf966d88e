package org.atled.tables;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.atled.core.error.ArgumentException;

/** Several columns that are learned at once. */
final class SeveralTargets {
  private SeveralTargets() {}

  /**
   * The columns of a list of names or places, parted by commas, each once.
   *
   * @throws ArgumentException if there is no such column
   */
  static List<Column> of(Table table, String list) {
    List<Column> found = table.columns(list).stream().distinct().toList();
    return found.isEmpty() ? List.of(table.column(list)) : found;
  }

  /**
   * What they ask for: labels if each is so or not, else numbers.
   *
   * @throws ArgumentException if they are neither, or what somebody said does not go with them
   */
  static Kind kind(Table table, List<Column> targets, Optional<Kind> said) {
    if (said.filter(Kind::isOfClasses).isPresent()) {
      throw new ArgumentException(
          table.file()
              + ": classes are learned of one column at a time; name one target, or, if each of the"
              + " "
              + targets.size()
              + " is so or not, --task multi-label.");
    }
    if (targets.size() == 1) {
      throw new ArgumentException(
          table.file()
              + ": multi-label takes several targets, parted by commas, each of which is so or not;"
              + " for one take --task classification.");
    }
    if (said.isPresent() && said.get() == Kind.REGRESSION) {
      return Kind.REGRESSION; // whether they are numbers is seen row by row
    }
    Optional<Column> noLabel = targets.stream().filter(column -> !isLabel(column)).findFirst();
    if (noLabel.isEmpty()) {
      return Kind.MULTI_LABEL;
    }
    Optional<Column> text = targets.stream().filter(column -> !column.isNumeric()).findFirst();
    if (said.isPresent() || text.isPresent()) {
      Column odd = said.isPresent() ? noLabel.get() : text.get();
      throw new ArgumentException(
          table.file()
              + ": "
              + odd.title()
              + " has values such as "
              + odd.distinctTexts(2).stream().map(SeveralTargets::quoted).toList()
              + ", but several targets at once are all numbers, or all 0 and 1 or yes and no;"
              + " learn it alone.");
    }
    return Kind.REGRESSION;
  }

  private static String quoted(String text) {
    return "\"" + Column.shortened(text) + "\"";
  }

  static String why(Kind kind) {
    return kind == Kind.MULTI_LABEL
        ? "each target is 0 and 1, or yes and no"
        : "the targets are numbers";
  }

  private static boolean isLabel(Column column) {
    return IntStream.range(0, column.size())
        .filter(row -> !column.isMissing(row))
        .allMatch(row -> label(column, row).isPresent());
  }

  /**
   * Whether a label is there; nothing if the value says neither. 0 and 1 are labels too where the
   * file declares them as texts.
   */
  static Optional<Boolean> label(Column column, int row) {
    double number =
        column.isNumeric()
            ? column.number(row)
            : column.isSaidText() ? Numeral.parse(column.text(row)) : Double.NaN;
    return number == 0 || number == 1
        ? Optional.of(number == 1)
        : column.isNumeric() ? Optional.empty() : BooleanWords.of(column.text(row));
  }

  /** A number for each combination of labels, the same for the same one. */
  static long[] combinations(Table table, List<Column> targets, int[] rows) {
    Map<List<Boolean>, Integer> known = new HashMap<>();
    return Arrays.stream(rows)
        .mapToLong(row -> {
          List<Boolean> labels =
              targets.stream()
                  .map(column -> label(column, row).orElseThrow(() -> none(table, column, row)))
                  .toList();
          return known.computeIfAbsent(labels, _ -> known.size());
        })
        .toArray();
  }

  /** The error for a value that says neither. */
  static RuntimeException none(Table table, Column column, int row) {
    return table.error(
        row,
        column,
        column.shown(row)
            + " is neither 0 nor 1, yes nor no, as a label is; mend it, or leave it empty to leave"
            + " the row out.");
  }
}
