package org.atled.tables;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import org.atled.core.error.FormatException;

/** Cuts the text of a JSON array of objects into them, without a look at what they hold. */
final class JsonItems {
  private final BufferedReader in;
  private final Path file;
  private final StringBuilder text = new StringBuilder();
  private int at;
  private int reading = 1;
  private int line;
  private boolean begun;

  JsonItems(BufferedReader in, Path file) throws IOException {
    this.in = in;
    this.file = file;
    this.at = in.read();
  }

  /** The text of the object. */
  String text() {
    return text.toString();
  }

  /** The line on which it begins, from 1. */
  int line() {
    return line;
  }

  /**
   * Goes to the next object.
   *
   * @return whether there is one
   */
  boolean next() throws IOException {
    skipSpace();
    if (!begun) {
      advance(); // the bracket
      skipSpace();
    } else if (at == ',') {
      advance();
      skipSpace();
    } else if (at != ']') {
      throw expected("',' or ']' behind a row");
    }
    if (at == ']') {
      advance();
      skipSpace();
      if (at >= 0) {
        throw expected("nothing more behind the array");
      }
      return false;
    }
    begun = true;
    object();
    return true;
  }

  private void object() throws IOException {
    if (at != '{') {
      throw expected("a row, an object that names its columns: {\"name\": value}");
    }
    line = reading;
    text.setLength(0);
    int depth = 0;
    boolean quoted = false;
    do {
      if (at < 0) {
        throw new FormatException(
            file, -1, "line " + line + ": the row that begins here is not closed by '}'.");
      }
      if (quoted && at == '\\') {
        text.append((char) at);
        advance();
      } else if (at == '"') {
        quoted = !quoted;
      } else if (!quoted && at == '{') {
        depth++;
      } else if (!quoted && at == '}') {
        depth--;
      }
      if (at >= 0) {
        text.append((char) at);
      }
      advance();
    } while (depth > 0 || quoted);
  }

  private void skipSpace() throws IOException {
    while (at == ' ' || at == '\n' || at == '\r' || at == '\t') {
      advance();
    }
  }

  private void advance() throws IOException {
    reading += at == '\n' ? 1 : 0;
    at = in.read();
  }

  private FormatException expected(String what) {
    return new FormatException(
        file,
        -1,
        "line "
            + reading
            + ": expected "
            + what
            + ", found "
            + (at < 0 ? "the end of the file" : "'" + (char) at + "'")
            + ".");
  }
}
