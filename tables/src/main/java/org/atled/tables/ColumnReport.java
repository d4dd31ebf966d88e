package org.atled.tables;

import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * What a column is.
 *
 * @param why what the type was seen from
 * @param missing what stands for no value, and how often; nothing is {@code ""}
 * @param distinct how many different values there are
 * @param range least, mean and greatest of its numbers; none for text
 * @param examples the first few different values as they stand in the file
 * @param signs what else is seen: constant, a copy, an index, free text, an identifier, like a
 *     target
 * @param unused why training leaves it out, unless it is the target
 * @param input what training makes of it, if anything
 */
public record ColumnReport(
    Column column,
    Type type,
    String why,
    Map<String, Integer> missing,
    long distinct,
    Optional<Range> range,
    List<String> examples,
    List<String> signs,
    Optional<String> unused,
    Optional<Input> input) {
  /** What a column holds. */
  public enum Type {
    NUMBER,
    TEXT,
    TRUTH,
    DATE,
    EMPTY;

    @Override
    public String toString() {
      return this == TRUTH ? "true/false" : name().toLowerCase(Locale.ROOT);
    }
  }

  /** Where the numbers of a column lie. */
  public record Range(double least, double mean, double greatest) {}

  static final int EXAMPLES = 3;

  /** The sign of a column that may well be what is to be learned. */
  static final String TARGET = "target-like";

  private static final Set<String> TARGETS =
      Set.of(
          "target",
          "label",
          "labels",
          "class",
          "classes",
          "y",
          "outcome",
          "output",
          "response",
          "species",
          "result");

  public ColumnReport {
    examples = List.copyOf(examples);
    signs = List.copyOf(signs);
  }

  /**
   * Looks at a column.
   *
   * @param texts its different values; of numbers the first few are enough
   * @param same an earlier one with the same values
   */
  static ColumnReport of(Table table, Column column, List<String> texts, Optional<Column> same) {
    long distinct = column.isNumeric() ? TargetKind.distinct(column) : texts.size();
    Type type = type(column, texts);
    boolean isIndex = table.index().filter(index -> index == column).isPresent();
    Optional<String> unused =
        table
            .namesRows(column)
            .or(() -> same.map(other -> "it is " + other.title() + " again"))
            .or(() -> Input.uselessness(column, Inspection.all(table), Gathering.NONE));
    return new ColumnReport(
        column,
        type,
        why(column, type, texts),
        missing(column),
        distinct,
        range(column),
        texts.stream().limit(EXAMPLES).toList(),
        signs(table, column, same, distinct, isIndex),
        unused,
        unused.isPresent()
            ? Optional.empty()
            : Optional.of(Input.fit(column, Inspection.all(table), Gathering.NONE)));
  }

  /** How many numbers an example has of it. */
  public int inputs() {
    return input.map(Input::width).orElse(0);
  }

  private static DoubleStream numbers(Column column) {
    return IntStream.range(0, column.size())
        .filter(row -> !column.isMissing(row))
        .mapToDouble(column::number);
  }

  private static Type type(Column column, List<String> texts) {
    if (texts.isEmpty()) {
      return Type.EMPTY;
    }
    if (column.isNumeric()) {
      return Type.NUMBER;
    }
    boolean truths = texts.stream().allMatch(text -> BooleanWords.of(text).isPresent());
    boolean dates = column.dates().isPresent() || Dates.areText(column);
    return truths ? Type.TRUTH : dates ? Type.DATE : Type.TEXT;
  }

  private static String why(Column column, Type type, List<String> texts) {
    return switch (type) {
      case EMPTY -> "no value is there";
      case NUMBER ->
          column
              .remark()
              .map(text -> text.substring(column.title().length() + 2))
              .orElse("every value that is there is a number");
      case TRUTH -> "every value is true or false, or yes or no; learned as categories";
      case DATE ->
          column
              .dates()
              .map(order ->
                  column.isDeclaredDates()
                      ? "dates or times, as the file declares it"
                      : "every value is a date or a time"
                          + (order == DateOrder.YEAR_FIRST || order == DateOrder.CLOCK
                              ? ""
                              : ", " + order.toString().replace('-', ' '))
                          + ", as --dates says")
              .orElse(
                  "every value is a date or a time, which is learned as text; --dates learns its"
                      + " year, month, day, weekday and hour");
      case TEXT ->
          column.isSaidText()
              ? column.levels().isPresent() ? "as the file declares it" : "as --text says"
              : texts.stream().anyMatch(Numeral::isCode) && column.odd() == 0
                  ? "numbers with a needless 0 in front, as codes have"
                  : OddWords.areNumbersBut(column)
                      ? "not every value is a number"
                      : "the values are no numbers";
    };
  }

  private static Map<String, Integer> missing(Column column) {
    Map<String, Integer> words = new TreeMap<>();
    IntStream.range(0, column.size())
        .filter(column::isMissing)
        .forEach(row -> words.merge(column.text(row), 1, Integer::sum));
    return words;
  }

  private static Optional<Range> range(Column column) {
    DoubleSummaryStatistics all = numbers(column).summaryStatistics();
    return column.isNumeric() && all.getCount() > 0
        ? Optional.of(new Range(all.getMin() + 0.0, all.getAverage(), all.getMax() + 0.0))
        : Optional.empty();
  }

  private static List<String> signs(
      Table table, Column column, Optional<Column> same, long distinct, boolean isIndex) {
    List<String> signs = new ArrayList<>();
    int present = column.size() - column.missing();
    if (distinct == 1 && column.missing() == 0) {
      signs.add("constant");
    }
    same.ifPresent(other -> signs.add("copy of " + other.name()));
    if (isIndex || Identifiers.counts(column)) {
      signs.add("index");
    } else if (FreeText.is(column)) {
      signs.add("free text");
    } else if (!column.isNumeric() && present > 1 && distinct == present) {
      signs.add("identifier");
    }
    boolean last = column.index() == table.columns().size() - 1;
    boolean named = TARGETS.contains(column.name().toLowerCase(Locale.ROOT));
    if (last
        ? named || (distinct > 1 && distinct <= TargetKind.MOST_NUMBERED_CLASSES)
        : named && !isCoordinate(table, column)) {
      signs.add(TARGET);
    }
    return signs;
  }

  /** Whether it is called y and stands behind a column called x: both are then a place. */
  private static boolean isCoordinate(Table table, Column column) {
    return column.name().equalsIgnoreCase("y")
        && column.index() > 0
        && table.columns().get(column.index() - 1).name().equalsIgnoreCase("x");
  }
}
