package org.atled.tables;

import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** A last row that sums up the others, as sheets have. */
final class TotalRow {
  private static final Pattern WORD =
      Pattern.compile(
          "(?iu)((grand|sub|all)["
              + " -]?)?(totals?|sums?|averages?|means?|summe|gesamt|insgesamt|ukupno"
              + "|suma|somme|totale?|\u0438\u0442\u043E\u0433\u043E):?");

  private TotalRow() {}

  /** What to tell of it, if one text of it says so, and no other row does. */
  static Optional<String> remark(Table table) {
    int last = table.rows() - 1;
    return table.columns().stream()
        .filter(column -> !column.isNumeric() && !column.isMissing(last))
        .filter(column -> WORD.matcher(column.text(last)).matches())
        .filter(column ->
            IntStream.range(0, last)
                .noneMatch(row -> column.text(row).equalsIgnoreCase(column.text(last))))
        .findFirst()
        .map(column ->
            "line "
                + table.line(last)
                + " is taken for a row, but sums up those above it, as "
                + column.shown(last)
                + " in "
                + column.title()
                + " says; if so, delete it");
  }
}
