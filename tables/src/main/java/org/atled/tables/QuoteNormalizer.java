package org.atled.tables;

import java.io.FilterReader;
import java.io.IOException;
import java.io.Reader;

/**
 * Text as RFC 4180 has it: outside quotes tabs are spaces, where blanks separate; inside, {@code
 * \"} is written {@code ""}. Lines that begin as comments do stay as they are.
 */
final class QuoteNormalizer extends FilterReader {
  private static final int NONE = -2;

  private final boolean spaced;
  private final boolean escaped;
  private boolean quoted;
  private final int mark;
  private boolean begins = true;
  private boolean fresh = true;
  private boolean commented;
  private int ahead = NONE;
  private boolean literal;

  /**
   * @param spaced whether blanks separate
   * @param escaped whether a backslash escapes
   * @param mark what comments begin with, -1 if there are none
   */
  QuoteNormalizer(Reader in, boolean spaced, boolean escaped, int mark) {
    super(in);
    this.spaced = spaced;
    this.escaped = escaped;
    this.mark = mark;
  }

  @Override
  public int read() throws IOException {
    int c = ahead == NONE ? in.read() : ahead;
    ahead = NONE;
    if (c < 0) {
      return c;
    }
    boolean ends = c == '\n' || c == '\r';
    commented = !ends && (commented || (fresh && !quoted && c == mark));
    fresh = ends;
    if (commented) {
      return c;
    }
    if (literal) {
      literal = false;
      return c;
    }
    if (quoted && escaped && c == '\\') {
      ahead = in.read();
      literal = ahead == '"' || ahead == '\\';
      return ahead == '"' ? '"' : c;
    }
    if (c == '"' && (quoted || begins)) {
      quoted = !quoted;
      begins = false;
      return c;
    }
    begins = !quoted && !Character.isLetterOrDigit(c);
    return spaced && !quoted && c == '\t' ? ' ' : c;
  }

  @Override
  public int read(char[] into, int from, int count) throws IOException {
    int n = 0;
    while (n < count) {
      int c = read();
      if (c < 0) {
        return n == 0 ? -1 : n;
      }
      into[from + n++] = (char) c;
    }
    return n;
  }
}
