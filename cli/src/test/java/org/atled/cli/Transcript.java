package org.atled.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * What commands print, as a page shows it: lines, and {@code …} for any number of lines that are
 * left out.
 */
record Transcript(List<String> shown) {
  private static final String LEFT_OUT = "…";

  /** Lines that differ in times alone are the same. */
  static String withoutTimes(String line) {
    return line.replaceAll("\\b\\d+:\\d\\d\\b", "0:00")
        .replaceAll("\\b[\\d,]+ examples/s", "0 examples/s");
  }

  /** Lines that differ in numbers alone are the same. */
  static String withoutNumbers(String line) {
    return line.replaceAll("\\d[\\d.,:]*(E-?\\d+)?", "0").replaceAll(" +", " ");
  }

  /**
   * The same lines of what is printed now, with what is left out left out.
   *
   * @param sameness what is compared of lines
   * @return empty if it is not the same
   */
  Optional<List<String>> of(List<String> printed, UnaryOperator<String> sameness) {
    return from(0, printed, 0, sameness);
  }

  private Optional<List<String>> from(
      int at, List<String> printed, int next, UnaryOperator<String> sameness) {
    if (at == shown.size()) {
      return next == printed.size() ? Optional.of(List.of()) : Optional.empty();
    }
    if (shown.get(at).equals(LEFT_OUT)) {
      for (int rest = next; rest <= printed.size(); rest++) {
        Optional<List<String>> found = from(at + 1, printed, rest, sameness);
        if (found.isPresent()) {
          return found.map(lines -> with(LEFT_OUT, lines));
        }
      }
      return Optional.empty();
    }
    boolean same =
        next < printed.size()
            && sameness.apply(shown.get(at)).equals(sameness.apply(printed.get(next)));
    return same
        ? from(at + 1, printed, next + 1, sameness).map(lines -> with(printed.get(next), lines))
        : Optional.empty();
  }

  private static List<String> with(String line, List<String> rest) {
    List<String> all = new ArrayList<>(List.of(line));
    all.addAll(rest);
    return all;
  }
}
