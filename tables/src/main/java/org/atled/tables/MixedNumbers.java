package org.atled.tables;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Texts that are numbers for people, but written in several ways, as 5 kg and 500 g are. */
final class MixedNumbers {
  /** Nearly all texts must be such. */
  private static final double MOSTLY = 0.8;

  /** More ways than this are those of names or codes. */
  private static final int MOST_WAYS = 8;

  /** So few texts may be learned as categories. */
  private static final int FEW = 20;

  private static final int SHOWN = 3;

  private static final Pattern NUMBER =
      Pattern.compile(
          "(?<before>[<>=\u2264\u2265~\u2248\u00B1]{0,2}\\s*(?:[A-Z]{0,3}\\p{Sc}|[A-Z]{3}\\s)?)\\s*"
              + "[-+\u2212]?[.,]?\\d[\\d.,]*\\s*"
              + "(?<behind>\\p{Sc}|[%\u2030+]|[\u00B0\\p{L}\u00B5]{1,4}[\u00B2\u00B3+]?)?");

  private MixedNumbers() {}

  /** What to tell of a column of such texts, too many to be categories. */
  static Optional<String> remark(Column column) {
    if (column.isNumeric() || column.isSaidText() || column.dates().isPresent()) {
      return Optional.empty();
    }
    int present = column.size() - column.missing();
    Map<String, Integer> ways = new LinkedHashMap<>();
    Map<String, String> examples = new LinkedHashMap<>();
    for (int row = 0; row < column.size(); row++) {
      if (Numeral.isCode(column.text(row))) {
        return Optional.empty();
      }
      Matcher parts = NUMBER.matcher(column.text(row));
      if (!column.isMissing(row) && column.text(row).length() < 40 && parts.matches()) {
        String behind = parts.group("behind");
        String way = parts.group("before").strip() + "1" + (behind == null ? "" : behind);
        ways.merge(way, 1, Integer::sum);
        examples.putIfAbsent(way, column.shown(row));
      }
    }
    ways.values().removeIf(rows -> rows < 2);
    int rows = ways.values().stream().mapToInt(count -> count).sum();
    boolean mixed =
        ways.size() > 1 || ways.keySet().stream().allMatch(way -> way.matches("\\D+1\\D+"));
    return rows < MOSTLY * present
            || ways.isEmpty()
            || !mixed
            || ways.size() > MOST_WAYS
            || column.distinctTexts(FEW + 1).size() <= FEW
        ? Optional.empty()
        : Optional.of(
            column.title()
                + " is text, but looks like numbers with different marks ("
                + ways.keySet().stream()
                    .limit(SHOWN)
                    .map(way -> examples.getOrDefault(way, way))
                    .collect(Collectors.joining(", "))
                + "); write them as plain numbers of one unit to have them learned as such");
  }
}
