package org.atled.tables;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.atled.core.error.ArgumentException;

/** What stands between two values of a line. */
public final class Separator {
  public static final Separator COMMA = new Separator("comma", ",");
  public static final Separator SEMICOLON = new Separator("semicolon", ";");
  public static final Separator TAB = new Separator("tab", "\t");
  public static final Separator PIPE = new Separator("pipe", "|");

  /** As MovieLens has it. */
  public static final Separator DOUBLE_COLON = new Separator("double-colon", "::");

  /** Spaces and tabs, one or several, also before the first value. */
  public static final Separator SPACE = new Separator("space", " ");

  private static final List<Separator> NAMED =
      List.of(COMMA, SEMICOLON, TAB, PIPE, DOUBLE_COLON, SPACE);

  private static final int LONGEST = 8;

  /** What stands in numbers, and in names as people write them. */
  private static final String IN_VALUES = "+-._ \t";

  final String mark;
  private final String name;

  private Separator(String name, String mark) {
    this.name = name;
    this.mark = mark;
  }

  /** Those that have a name, which are guessed too. */
  public static List<Separator> named() {
    return NAMED;
  }

  /**
   * The separator of a name, {@code double-colon}, or of the characters that stand between values:
   * {@code ||}.
   *
   * @throws ArgumentException if values cannot be told apart by it
   */
  public static Separator of(String nameOrMark) {
    return NAMED.stream()
        .filter(one -> one.name.equals(nameOrMark) || one.mark.equals(nameOrMark))
        .findFirst()
        .orElseGet(() -> ofMark(nameOrMark));
  }

  private static Separator ofMark(String mark) {
    boolean separates =
        mark.chars().noneMatch(c -> Character.isLetterOrDigit(c) || "\"\\#\r\n".indexOf(c) >= 0)
            && mark.chars().anyMatch(c -> IN_VALUES.indexOf(c) < 0);
    if (!separates || mark.length() > LONGEST) {
      throw new ArgumentException(
          "there is no separator \"%s\"; it is %s, or up to %d characters as they stand in the file, such as \"||\", of which none is a letter, digit, quote, backslash, # or line break and one at least none of + - . _ and blanks."
              .formatted(
                  mark,
                  NAMED.stream().map(Separator::toString).collect(Collectors.joining(", ")),
                  LONGEST));
    }
    return new Separator(mark, mark);
  }

  /** {@code double-colon}, or the characters that stand between values. */
  @Override
  public String toString() {
    return name;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Separator one && one.mark.equals(mark);
  }

  @Override
  public int hashCode() {
    return mark.hashCode();
  }

  /** The separator that has a name and is written so. */
  static Optional<Separator> marked(String mark) {
    return NAMED.stream().filter(one -> one.mark.equals(mark)).findFirst();
  }

  /** Whether it is one character of ASCII, as plain rows have it. */
  boolean isByte() {
    return mark.length() == 1 && mark.charAt(0) < 0x80 && !equals(SPACE);
  }

  /** How many there are outside quotes. */
  int count(String line) {
    boolean quoted = false;
    boolean between = false;
    int count = 0;
    boolean spaced = equals(SPACE);
    String text = spaced ? line.strip() : line;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      quoted ^= c == '"';
      boolean here = !quoted && (text.startsWith(mark, i) || (spaced && c == '\t'));
      // A run of blanks separates once.
      count += here && !(spaced && between) ? 1 : 0;
      i += here ? mark.length() - 1 : 0;
      between = here;
    }
    return count;
  }
}
