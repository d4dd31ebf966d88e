package org.atled.formats.npy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/** A value of Python's literal syntax, as far as NumPy's headers use it. */
sealed interface PythonLiteral {
  record Text(String value) implements PythonLiteral {}

  record Int(long value) implements PythonLiteral {}

  record Bool(boolean value) implements PythonLiteral {}

  record None() implements PythonLiteral {}

  /** A tuple or a list. */
  record Sequence(List<PythonLiteral> items) implements PythonLiteral {}

  record Dict(SequencedMap<String, PythonLiteral> entries) implements PythonLiteral {}

  /** What is wrong, and at which character. */
  final class SyntaxException extends Exception {
    private static final long serialVersionUID = 1L;
    private final int at;
    private final String reason;

    SyntaxException(int at, String reason) {
      super(reason);
      this.at = at;
      this.reason = reason;
    }

    String reason() {
      return reason;
    }

    int at() {
      return at;
    }
  }

  /** Reads one literal with nothing but white space round it. */
  static PythonLiteral parse(String text) throws SyntaxException {
    Parser parser = new Parser(text);
    PythonLiteral value = parser.value(0);
    parser.skipSpace();
    if (parser.at < text.length()) {
      throw parser.expected("the end of the header");
    }
    return value;
  }

  /** Recursive descent. */
  final class Parser {
    private static final int MAX_DEPTH = 32;
    private static final Map<String, PythonLiteral> WORDS =
        Map.of("True", new Bool(true), "False", new Bool(false), "None", new None());

    private final String text;
    private int at;

    private Parser(String text) {
      this.text = text;
    }

    private PythonLiteral value(int depth) throws SyntaxException {
      if (depth > MAX_DEPTH) {
        throw new SyntaxException(at, "the header nests deeper than " + MAX_DEPTH + " levels.");
      }
      skipSpace();
      char c = peek();
      if (c == '\'' || c == '"') {
        return new Text(string());
      }
      if (c == '{') {
        return dict(depth);
      }
      if (c == '(') {
        return sequence(')', depth);
      }
      if (c == '[') {
        return sequence(']', depth);
      }
      if (c == '-' || isDigit(c)) {
        return integer();
      }
      for (Map.Entry<String, PythonLiteral> word : WORDS.entrySet()) {
        if (text.startsWith(word.getKey(), at)) {
          at += word.getKey().length();
          return word.getValue();
        }
      }
      throw expected("a value");
    }

    private Dict dict(int depth) throws SyntaxException {
      SequencedMap<String, PythonLiteral> entries = new LinkedHashMap<>();
      at++;
      while (true) {
        skipSpace();
        if (peek() == '}') {
          at++;
          return new Dict(entries);
        }
        int keyAt = at;
        if (!(value(depth + 1) instanceof Text(var key))) {
          throw new SyntaxException(keyAt, "the keys of the header are strings.");
        }
        skipSpace();
        if (peek() != ':') {
          throw expected("':' after the key '" + key + "'");
        }
        at++;
        if (entries.putIfAbsent(key, value(depth + 1)) != null) {
          throw new SyntaxException(keyAt, "the key '" + key + "' stands twice in the header.");
        }
        separator('}');
      }
    }

    /**
     * A parenthesis round one value without a comma counts as a tuple of one, as nothing else can.
     */
    private Sequence sequence(char end, int depth) throws SyntaxException {
      List<PythonLiteral> items = new ArrayList<>();
      at++;
      while (true) {
        skipSpace();
        if (peek() == end) {
          at++;
          return new Sequence(items);
        }
        items.add(value(depth + 1));
        separator(end);
      }
    }

    /** A comma, which may be missing before the end. */
    private void separator(char end) throws SyntaxException {
      skipSpace();
      if (peek() == ',') {
        at++;
      } else if (peek() != end) {
        throw expected("',' or '" + end + "'");
      }
    }

    private String string() throws SyntaxException {
      int start = at;
      char quote = text.charAt(at);
      int end = text.indexOf(quote, at + 1);
      if (end < 0) {
        throw new SyntaxException(start, "the string that starts here does not end.");
      }
      String value = text.substring(start + 1, end);
      int escape = value.indexOf('\\');
      if (escape >= 0) {
        throw new SyntaxException(
            start + 1 + escape, "escapes do not occur in the header of an array Atled can read.");
      }
      at = end + 1;
      return value;
    }

    private Int integer() throws SyntaxException {
      int start = at;
      if (peek() == '-') {
        at++;
      }
      while (isDigit(peek())) {
        at++;
      }
      try {
        Int value = new Int(Long.parseLong(text.substring(start, at)));
        if (peek() == 'L') {
          // Python 2 wrote long integers so.
          at++;
        }
        return value;
      } catch (NumberFormatException e) {
        throw new SyntaxException(start, "this is not an integer of 64 bits.");
      }
    }

    private void skipSpace() {
      while (at < text.length() && " \n\r\t".indexOf(text.charAt(at)) >= 0) {
        at++;
      }
    }

    private static boolean isDigit(char c) {
      return c >= '0' && c <= '9';
    }

    /** The character here, or a zero at the end, which no literal contains. */
    private char peek() {
      return at < text.length() ? text.charAt(at) : '\0';
    }

    private SyntaxException expected(String what) {
      String found =
          at >= text.length()
              ? "the end of the header"
              : peek() > ' ' && peek() < 0x7F
                  ? "'" + peek() + "'"
                  : String.format("byte 0x%02X", (int) peek());
      return new SyntaxException(at, "expected " + what + ", found " + found + ".");
    }
  }
}
