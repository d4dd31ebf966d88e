package org.atled.tables;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What a table is, before anything is learned from it: by the rules that training goes by.
 *
 * @param wrong what looks wrong, each with a way out
 */
public record Inspection(Table table, List<ColumnReport> columns, List<String> wrong) {
  private static final Set<String> ZERO_ONE = Set.of("0", "1");

  public Inspection {
    columns = List.copyOf(columns);
    wrong = List.copyOf(wrong);
  }

  /** Looks at all columns and rows. */
  public static Inspection of(Table table) {
    Repeats repeats = new Repeats(table);
    List<ColumnReport> columns = new ArrayList<>();
    List<String> wrong = new ArrayList<>();
    table.doubt().ifPresent(wrong::add);
    OtherSeparator.remark(table).ifPresent(wrong::add);
    TotalRow.remark(table).ifPresent(wrong::add);
    for (Column column : table.columns()) {
      Optional<Column> same = repeats.add(column);
      List<String> texts =
          column.distinctTexts(column.isNumeric() ? ColumnReport.EXAMPLES : Integer.MAX_VALUE);
      ColumnReport report = ColumnReport.of(table, column, texts, same);
      columns.add(report);
      OddWords.remark(table, column)
          .or(() -> MixedNumbers.remark(column))
          .or(() -> DeclaredText.remark(column))
          .ifPresent(wrong::add);
      if (report.unused().isEmpty()) {
        Dates.remark(column).ifPresent(wrong::add);
        Identifiers.remark(table, column).ifPresent(wrong::add);
        Sentinels.remark(column).ifPresent(wrong::add);
        infinity(table, column).ifPresent(wrong::add);
      }
      boolean last = column.index() == table.columns().size() - 1;
      if (column.isNumeric() && (last || report.signs().contains(ColumnReport.TARGET))) {
        magnitudes(column).ifPresent(wrong::add);
      }
      capitals(column, texts).ifPresent(wrong::add);
    }
    return new Inspection(table, columns, wrong);
  }

  private static Optional<String> infinity(Table table, Column column) {
    OptionalInt row = Infinities.first(column);
    return row.isEmpty()
        ? Optional.empty()
        : Optional.of(
            column.title()
                + " has "
                + column.shown(row.getAsInt())
                + " on line "
                + table.line(row.getAsInt())
                + ", with which nothing is learned;"
                + Words.option(" --missing", column.text(row.getAsInt()))
                + " has it filled,"
                + Words.option(" --drop", column.name())
                + " leaves the column out");
  }

  private static Optional<String> magnitudes(Column column) {
    return Magnitudes.remark(
            column.title(),
            IntStream.range(0, column.size())
                .filter(row -> !column.isMissing(row))
                .mapToDouble(column::number)
                .filter(Double::isFinite))
        .map(text -> text + " if it is the target");
  }

  /** Categories that differ in capitals alone, or are the same truth in other words. */
  static Optional<String> capitals(Column column, List<String> texts) {
    if (column.isNumeric()) {
      return Optional.empty();
    }
    Map<String, String> first = new HashMap<>();
    for (String text : texts) {
      String other = first.putIfAbsent(text.toLowerCase(Locale.ROOT), text);
      if (other != null) {
        return Optional.of(
            column.title()
                + " has texts that differ in capitals alone, and are different categories: \""
                + Column.shortened(other)
                + "\", \""
                + Column.shortened(text)
                + "\"; write them alike if they are one");
      }
    }
    return truths(column, texts);
  }

  /** Truths of which one is written in several ways: 1 and True. */
  private static Optional<String> truths(Column column, List<String> texts) {
    boolean all =
        texts.stream()
            .allMatch(text -> ZERO_ONE.contains(text) || BooleanWords.of(text).isPresent());
    return !all || texts.size() < 3
        ? Optional.empty()
        : Optional.of(
            column.title()
                + " has true and false in several ways ("
                + texts.stream().map(text -> "\"" + text + "\"").collect(Collectors.joining(", "))
                + "), which are different categories; write each in one");
  }

  /** All of a table's rows. */
  static int[] all(Table table) {
    return IntStream.range(0, table.rows()).toArray();
  }
}
