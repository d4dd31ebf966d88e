package org.atled.tables;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Numbers by which surveys say that there is no answer: 8 and 9 behind a scale from 1 to 5, 98 and
 * 99 behind ages. Each is the greatest that so many digits can say, or one that is close to it or
 * of one digit again and again, and lies apart from the answers.
 */
final class AnswerCodes {
  private static final int MOST_CODES = 3;

  /** So far from a scale a code is surely none of its steps. */
  private static final int FAR = 4;

  /** Wider scales are counted, not answered. */
  private static final int MOST_STEPS = 7;

  /** Fewer different numbers show no gaps. */
  private static final int FEWEST_DIFFERENT = 4;

  /** A gap is one if all others are so many times smaller. */
  private static final double WIDER = 2;

  private AnswerCodes() {}

  /** What to tell of a column that has such numbers. */
  static Optional<String> remark(Column column) {
    if (!column.isNumeric() || !mayHave(column.outline())) {
      return Optional.empty();
    }
    TreeMap<Integer, Integer> rows = new TreeMap<>();
    for (int row = 0; row < column.size(); row++) {
      double number = column.number(row);
      if (!Double.isNaN(number)) {
        if (number != Math.rint(number)) {
          return Optional.empty();
        }
        rows.merge((int) number, 1, Integer::sum);
      }
    }
    List<Integer> codes = codes(rows);
    return codes.isEmpty() || !areApart(codes, rows)
        ? Optional.empty()
        : Optional.of(told(column, codes, rows));
  }

  /** Whether the greatest of its numbers may be a code, and none is below 0; some may have none. */
  private static boolean mayHave(Outline outline) {
    return outline.least() >= 0
        && outline.greatest() > MOST_STEPS
        && outline.greatest() < 10_000
        && outline.greatest() == Math.rint(outline.greatest())
        && isCode((int) outline.greatest(), (int) outline.greatest())
        && !outline.infinite();
  }

  /**
   * Whether a number is 9, 8, 7, or 99, 98, 97, 88, 77, 66, and so on.
   *
   * @param greatest which has as many digits
   */
  private static boolean isCode(int number, int greatest) {
    String digits = Integer.toString(number);
    if (digits.length() != Integer.toString(greatest).length()) {
      return false;
    }
    int full = Integer.parseInt("9".repeat(digits.length()));
    boolean again = digits.chars().allMatch(digit -> digit == digits.charAt(0));
    return number > full - MOST_CODES || (digits.length() > 1 && again && digits.charAt(0) > '5');
  }

  /**
   * Which may be, ascending: the greatest numbers, which stand there more than once; all others.
   */
  private static List<Integer> codes(TreeMap<Integer, Integer> rows) {
    List<Integer> codes = new ArrayList<>();
    for (Map.Entry<Integer, Integer> one : rows.descendingMap().entrySet()) {
      if (codes.size() == MOST_CODES
          || one.getValue() < 2
          || !isCode(one.getKey(), rows.lastKey())) {
        break;
      }
      codes.addFirst(one.getKey());
    }
    return codes;
  }

  private static boolean areApart(List<Integer> codes, TreeMap<Integer, Integer> rows) {
    List<Integer> others = List.copyOf(rows.headMap(codes.getFirst()).keySet());
    if (others.size() < 2) {
      return false;
    }
    int gap = codes.getFirst() - others.getLast();
    boolean scale =
        others.getFirst() == 1 && others.getLast() == others.size() && others.size() <= MOST_STEPS;
    if (codes.getLast() < 10) {
      // What is counted (1, 2, 3 people, and once 8) has few rows at its end.
      int coded = codes.stream().mapToInt(code -> rows.getOrDefault(code, 0)).sum();
      boolean many = codes.size() > 1 || coded >= rows.getOrDefault(others.getLast(), 0);
      return scale && (gap >= FAR || (gap > 1 && many));
    }
    int widest =
        IntStream.range(1, others.size())
            .map(i -> others.get(i) - others.get(i - 1))
            .max()
            .orElseThrow();
    return gap > WIDER * widest && (scale || others.size() >= FEWEST_DIFFERENT);
  }

  private static String told(Column column, List<Integer> codes, TreeMap<Integer, Integer> rows) {
    int least = rows.firstKey();
    int greatest = rows.headMap(codes.getFirst()).lastKey();
    return column.title()
        + " has "
        + codes.stream().map(String::valueOf).collect(Collectors.joining(" and "))
        + " in "
        + codes.stream().mapToInt(code -> rows.getOrDefault(code, 0)).sum()
        + " rows, apart from all others ("
        + least
        + " to "
        + greatest
        + "), as surveys write that there is no answer; if so, say"
        + Words.option(
            " --missing",
            codes.stream()
                .map(code -> column.name() + "=" + code)
                .collect(Collectors.joining(",")));
  }
}
