package org.atled.tables;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/** Columns of sentences, which are no categories: what is learned from are their words. */
public final class FreeText {
  /** In the mean so many words make a text, which names and codes have not. */
  private static final double WORDS = 3;

  /** Of the texts that are there at least so many differ. */
  private static final double DIFFERENT = 0.5;

  /** Of a long column the first rows are looked at. */
  private static final int LOOKED_AT = 10_000;

  private FreeText() {}

  /** Whether a column is such: half of its values differ, of three words in the mean. */
  public static boolean is(Column column) {
    if (column.isNumeric() || column.dates().isPresent() || column.isDeclaredDates()) {
      return false;
    }
    Set<String> different = new HashSet<>();
    long words = 0;
    int count = 0;
    for (int row = 0; row < Math.min(LOOKED_AT, column.size()); row++) {
      if (!column.isMissing(row)) {
        String text = column.text(row);
        different.add(text);
        words += words(text);
        count++;
      }
    }
    return count > 1 && words >= WORDS * count && different.size() >= DIFFERENT * count;
  }

  /** Lists of numbers have none. */
  private static long words(String text) {
    return text.chars().noneMatch(Character::isLetter)
        ? 0
        : IntStream.range(0, text.length())
            .filter(i ->
                !Character.isWhitespace(text.charAt(i))
                    && (i == 0 || Character.isWhitespace(text.charAt(i - 1))))
            .count();
  }

  /** The column that classes are learned from, if it is the only one and holds sentences. */
  public static Optional<Column> alone(Problem problem) {
    return problem.kind() == Kind.CLASSIFICATION
            && problem.inputs().size() == 1
            && is(problem.inputs().getFirst())
        ? Optional.of(problem.inputs().getFirst())
        : Optional.empty();
  }

  /**
   * The column that holds the lines, where somebody says that there is one: the only one of
   * sentences, or else the only one of text.
   *
   * @throws org.atled.core.error.FormatException if there is none, or several
   */
  public static Column of(Problem problem) {
    List<Column> texts = problem.inputs().stream().filter(column -> !column.isNumeric()).toList();
    List<Column> free = texts.stream().filter(FreeText::is).toList();
    if (free.size() == 1) {
      return free.getFirst();
    }
    if (texts.size() == 1) {
      return texts.getFirst();
    }
    List<String> names = new ArrayList<>();
    texts.forEach(column -> names.add(column.name()));
    throw problem
        .table()
        .error(
            texts.isEmpty()
                ? "no column beside the target holds text, which --model, --tokenizer, --context"
                    + " and --refuse-long may be about; name one by --text COLUMN if it only"
                    + " looks like numbers, or leave them out."
                : "which of the columns "
                    + Table.list(names)
                    + " holds the lines is not clear; name it by --text COLUMN.");
  }
}
