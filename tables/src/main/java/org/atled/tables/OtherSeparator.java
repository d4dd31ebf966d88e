package org.atled.tables;

import java.util.Optional;
import java.util.stream.IntStream;

/** A sign that may separate values, but is none of those that are guessed. */
final class OtherSeparator {
  private static final int LOOKED_AT = 1000;
  private static final String USUAL_SIGNS = "\"'().-_+/%$\u20AC#&@ ";

  private OtherSeparator() {}

  /** What to tell of a table of one column, on each of whose lines such a sign stands as often. */
  static Optional<String> remark(Table table) {
    if (table.columns().size() != 1 || table.source().form() != Form.CSV || table.rows() < 2) {
      return Optional.empty();
    }
    Column only = table.columns().getFirst();
    int rows = Math.min(LOOKED_AT, table.rows());
    boolean named = table.format().header().isThere();
    String first = named ? only.name() : only.text(0);
    return first
        .chars()
        .filter(c -> !Character.isLetterOrDigit(c) && USUAL_SIGNS.indexOf(c) < 0)
        .distinct()
        .filter(c ->
            IntStream.range(0, rows).allMatch(row -> count(only.text(row), c) == count(first, c)))
        .boxed()
        .findFirst()
        .map(c ->
            "there is one column, but each line has "
                + name(c)
                + (count(first, c) == 1 ? " once" : " " + count(first, c) + " times")
                + "; if that separates values, say --separator "
                + (c < ' ' ? "$'\\%03o'".formatted(c) : "'" + (char) (int) c + "'"));
  }

  private static long count(String text, int sign) {
    return text.chars().filter(c -> c == sign).count();
  }

  private static String name(int c) {
    return c < ' ' ? "the sign \\%03o".formatted(c) : "\"" + (char) c + "\"";
  }
}
