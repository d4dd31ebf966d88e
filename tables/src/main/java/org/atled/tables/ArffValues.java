package org.atled.tables;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The values of a line of ARFF: parted by commas or blanks, in quotes of either kind or none. */
final class ArffValues {
  private final String text;
  private int at;

  ArffValues(String text) {
    this.text = text;
  }

  /**
   * A value.
   *
   * @param quoted whether it stood in quotes, where a question mark is one
   */
  record Value(String text, boolean quoted) {
    boolean isMissing() {
      return !quoted && text.equals("?");
    }
  }

  /** All values up to the end; nothing if a quote is not closed. */
  static Optional<List<Value>> split(String text) {
    ArffValues values = new ArffValues(text);
    List<Value> all = new ArrayList<>();
    do {
      Optional<Value> value = values.next(",");
      if (value.isEmpty()) {
        return Optional.empty();
      }
      all.add(value.get());
      values.skipBlanks();
    } while (values.take(','));
    return values.isAtEnd() ? Optional.of(all) : Optional.empty();
  }

  boolean isAtEnd() {
    return at >= text.length();
  }

  /** Goes over one character if it stands here. */
  boolean take(char wanted) {
    if (!isAtEnd() && text.charAt(at) == wanted) {
      at++;
      return true;
    }
    return false;
  }

  void skipBlanks() {
    while (!isAtEnd() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
  }

  /** What is left. */
  String rest() {
    return text.substring(Math.min(at, text.length())).strip();
  }

  /**
   * The next value; nothing if its quote is not closed.
   *
   * @param ends characters behind a value without quotes
   */
  Optional<Value> next(String ends) {
    skipBlanks();
    if (!isAtEnd() && (text.charAt(at) == '\'' || text.charAt(at) == '"')) {
      return quoted(text.charAt(at));
    }
    int from = at;
    while (!isAtEnd() && ends.indexOf(text.charAt(at)) < 0) {
      at++;
    }
    return Optional.of(new Value(text.substring(from, at).strip(), false));
  }

  private Optional<Value> quoted(char quote) {
    StringBuilder value = new StringBuilder();
    for (at++; !isAtEnd(); at++) {
      char c = text.charAt(at);
      if (c == quote) {
        at++;
        return Optional.of(new Value(value.toString().strip(), true));
      }
      if (c == '\\' && at + 1 < text.length()) {
        at++;
        c = text.charAt(at);
      }
      value.append(c);
    }
    return Optional.empty();
  }
}
