package org.atled.tables;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What stands between two values of a line. */
public enum Separator {
  COMMA(','),
  SEMICOLON(';'),
  TAB('\t'),
  /** One space or several, also before the first value. */
  SPACE(' ');

  /** In this order where several would do: a comma may be part of a number, a tab hardly is. */
  private static final List<Separator> LIKELIEST = List.of(TAB, SEMICOLON, COMMA);

  private static final int LINES = 50;

  final char character;

  Separator(char character) {
    this.character = character;
  }

  /** {@code comma}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The separator that is called so. */
  static Optional<Separator> named(String name) {
    return List.of(values()).stream().filter(one -> one.toString().equals(name)).findFirst();
  }

  /**
   * Guesses from the first lines of a file: the one that cuts all of them into the same number of
   * values, else the most frequent one of the first line. Spaces separate only where nothing else
   * could.
   *
   * @param whole whether the text is all there is: otherwise its last line may be cut off
   */
  static Separator guess(String text, boolean whole) {
    List<String> lines = lines(text, whole);
    String first = lines.isEmpty() ? "" : lines.getFirst();
    Optional<Separator> even =
        LIKELIEST.stream()
            .filter(one -> lines.stream().mapToLong(one::count).distinct().count() == 1)
            .filter(one -> one.count(first) > 0)
            .findFirst();
    Separator frequent =
        List.of(COMMA, SEMICOLON, TAB).stream()
            .max(Comparator.comparingLong(one -> one.count(first)))
            .filter(one -> one.count(first) > 0)
            .orElse(SPACE.count(first) > 0 ? SPACE : COMMA);
    return even.orElse(frequent);
  }

  /** How many there are outside quotes. */
  private long count(String line) {
    boolean quoted = false;
    long count = 0;
    for (char c : line.strip().toCharArray()) {
      quoted ^= c == '"';
      count += !quoted && c == character ? 1 : 0;
    }
    return count;
  }

  /** The first lines that are not blank; a line feed in quotes ends none. */
  private static List<String> lines(String text, boolean whole) {
    List<String> lines = new ArrayList<>();
    boolean quoted = false;
    int start = 0;
    for (int i = 0; i < text.length() && lines.size() < LINES; i++) {
      char c = text.charAt(i);
      quoted ^= c == '"';
      if (!quoted && (c == '\n' || c == '\r')) {
        lines.add(text.substring(start, i));
        start = i + 1;
      }
    }
    if (lines.isEmpty() || (whole && lines.size() < LINES)) {
      lines.add(text.substring(start));
    }
    lines.removeIf(String::isBlank);
    return lines;
  }
}
