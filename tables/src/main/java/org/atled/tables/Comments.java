package org.atled.tables;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.atled.core.error.ArgumentException;

/**
 * Lines that begin as comments do. Where somebody said with what comments begin, all such lines
 * are; where it is guessed, a line that has as many values as rows is a row, and both are told.
 */
final class Comments {
  /** What comments begin with where nobody said it. */
  static final char USUAL = '#';

  private static final int MOST_LINES = 5;

  private final char mark;
  private final Separator separator;

  /** How many separators rows have; none where comments are not guessed. */
  private final Optional<Set<Integer>> counts;

  private final List<Integer> passed = new ArrayList<>();
  private final List<Integer> kept = new ArrayList<>();

  private Comments(char mark, Separator separator, Optional<Set<Integer>> counts) {
    this.mark = mark;
    this.separator = separator;
    this.counts = counts;
  }

  /**
   * As somebody said.
   *
   * @throws ArgumentException if the character is another's
   */
  static Comments said(char mark, Separator separator) {
    boolean separates = separator.mark.equals(String.valueOf(mark));
    if (separates || mark == '"' || mark == '\n' || mark == '\r') {
      throw new ArgumentException(
          "Comments begin with \""
              + mark
              + "\", but that "
              + (separates ? "separates values" : "is no mark of a line")
              + "; say another character.");
    }
    return new Comments(mark, separator, Optional.empty());
  }

  /**
   * Guessed.
   *
   * @param counts how many separators rows have
   */
  static Comments guessed(Separator separator, Set<Integer> counts) {
    return new Comments(USUAL, separator, Optional.of(Set.copyOf(counts)));
  }

  char mark() {
    return mark;
  }

  /**
   * Takes a line that begins with the mark; whether it is a row all the same.
   *
   * @param number of the line in the file, from 1
   */
  boolean isRow(String line, int number) {
    if (counts.isEmpty()) {
      return false;
    }
    boolean row = counts.get().contains(separator.count(line));
    (row ? kept : passed).add(number);
    return row;
  }

  /** What was made of such lines where nobody said it. */
  List<String> remarks() {
    List<String> remarks = new ArrayList<>();
    if (!passed.isEmpty()) {
      remarks.add(
          (passed.size() == 1
                  ? "1 line that begins with # is passed over as a comment"
                  : passed.size() + " lines that begin with # are passed over as comments")
              + places(passed)
              + "; --comment \"\" reads "
              + (passed.size() == 1 ? "it as a row" : "them as rows"));
    }
    if (!kept.isEmpty()) {
      remarks.add(
          (kept.size() == 1
                  ? "1 line that begins with # has as many values as rows and is read as one"
                  : kept.size()
                      + " lines that begin with # have as many values as rows and are"
                      + " read as such")
              + places(kept)
              + "; --comment # passes over "
              + (kept.size() == 1 ? "it" : "them"));
    }
    return remarks;
  }

  private static String places(List<Integer> lines) {
    return lines.stream()
        .limit(MOST_LINES)
        .map(String::valueOf)
        .collect(
            Collectors.joining(
                ", ",
                lines.size() == 1 ? " (line " : " (lines ",
                lines.size() > MOST_LINES ? ", ...)" : ")"));
  }
}
