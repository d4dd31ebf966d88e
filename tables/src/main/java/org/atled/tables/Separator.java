package org.atled.tables;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What stands between two values of a line. */
public enum Separator {
  COMMA(","),
  SEMICOLON(";"),
  TAB("\t"),
  PIPE("|"),
  /** As MovieLens has it. */
  DOUBLE_COLON("::"),
  /** Spaces and tabs, one or several, also before the first value. */
  SPACE(" ");

  final String mark;

  Separator(String mark) {
    this.mark = mark;
  }

  /** {@code double-colon}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The separator that is called so. */
  static Optional<Separator> named(String name) {
    return List.of(values()).stream().filter(one -> one.toString().equals(name)).findFirst();
  }

  /** How many there are outside quotes. */
  int count(String line) {
    boolean quoted = false;
    boolean between = false;
    int count = 0;
    String text = this == SPACE ? line.strip() : line;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      quoted ^= c == '"';
      boolean here = !quoted && (text.startsWith(mark, i) || (this == SPACE && c == '\t'));
      // A run of blanks separates once.
      count += here && !(this == SPACE && between) ? 1 : 0;
      i += here ? mark.length() - 1 : 0;
      between = here;
    }
    return count;
  }
}
