package org.atled.tables;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A first line that is taken for the names of columns, beside what stands below it.
 *
 * @param line its number in the file, from 1
 */
record FirstLine(int line, List<String> names, List<Column> columns) {
  /**
   * Whether it looks as a row does in every column: numbers above numbers, and of the texts one
   * that comes again below. Columns that are only counted are called so: of these there is but a
   * doubt.
   */
  boolean isRow() {
    List<Integer> there =
        IntStream.range(0, names.size())
            .filter(i -> !Missing.isUsually(names.get(i)))
            .boxed()
            .toList();
    return !there.isEmpty() && !counts() && there.stream().allMatch(this::isLikeBelow);
  }

  private boolean isLikeBelow(int i) {
    Column column = columns.get(i);
    return column.isNumeric()
        ? isNumber(i)
        : IntStream.range(0, column.size()).anyMatch(row -> column.text(row).equals(names.get(i)));
  }

  private boolean isNumber(int i) {
    String name = names.get(i);
    Notation notation = columns.get(i).notation();
    return !Double.isNaN(Numeral.parse(name))
        || WrittenNumber.of(name)
            .flatMap(one -> notation.suffixed() ? Optional.of(one) : one.bySuffix())
            .filter(one -> one.unit().isEmpty() || one.unit().equals(notation.unit()))
            .filter(one -> !Double.isNaN(one.number(notation.decimal())))
            .isPresent();
  }

  /** 0, 1, 2, …, or 1, 2, 3, …. */
  boolean counts() {
    List<String> there = names.stream().filter(name -> !name.isEmpty()).toList();
    return there.size() > 1
        && (there.equals(counted(0, there.size())) || there.equals(counted(1, there.size())));
  }

  private static List<String> counted(int from, int count) {
    return IntStream.range(from, from + count).mapToObj(Integer::toString).toList();
  }

  /** What people should know of names that are numbers as the values below are. */
  Optional<String> doubt() {
    String numbers =
        IntStream.range(0, names.size())
            .filter(i -> columns.get(i).isNumeric() && isNumber(i))
            .mapToObj(i -> "\"" + Column.shortened(names.get(i)) + "\"")
            .limit(3)
            .collect(Collectors.joining(", "));
    return numbers.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "line "
                + line
                + " is taken for the names of the columns, but has numbers where there are numbers"
                + " below ("
                + numbers
                + "); if it is a row, add --no-header; if it is neither, --no-header --skip "
                + line
                + "; if it does name them, --header");
  }

  /** Why a line that looks like a row is not read as names. */
  String reason() {
    return "line "
        + line
        + " should name the columns, but looks like the rows below ("
        + Table.list(names)
        + "); add --no-header if it is one, or --header if it does name them.";
  }
}
