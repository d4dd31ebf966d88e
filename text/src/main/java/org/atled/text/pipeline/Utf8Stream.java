package org.atled.text.pipeline;

/**
 * Makes text of UTF-8 that arrives in pieces: the bytes of a character that is not complete wait
 * for the next piece. Bytes that are no UTF-8 become U+FFFD, one for each longest beginning of a
 * character among them: the decoder of the WHATWG's Encoding Standard, which Java's differs from in
 * halves of surrogate pairs.
 */
public final class Utf8Stream {
  private static final char UNKNOWN = '\uFFFD';

  /** How many bytes the character still needs, and what it is so far. */
  private int needed;

  private int character;

  /** Where the next byte must be. */
  private int lowest;

  private int highest;

  /** The text of bytes that are complete. */
  public static String text(byte... bytes) {
    Utf8Stream stream = new Utf8Stream();
    return stream.next(bytes) + stream.end();
  }

  /** The text that these bytes complete. */
  public String next(byte... bytes) {
    StringBuilder text = new StringBuilder(bytes.length);
    for (byte b : bytes) {
      int value = b & 0xFF;
      if (needed > 0 && (value < lowest || value > highest)) {
        text.append(UNKNOWN);
        needed = 0;
      }
      if (needed == 0) {
        begin(value, text);
      } else {
        character = character << 6 | value & 0x3F;
        range(0x80, 0xBF);
        needed--;
        if (needed == 0) {
          text.appendCodePoint(character);
        }
      }
    }
    return text.toString();
  }

  private void begin(int value, StringBuilder text) {
    if (value < 0x80) {
      text.append((char) value);
      return;
    }
    if (value < 0xC2 || value > 0xF4) {
      text.append(UNKNOWN);
      return;
    }
    needed = value < 0xE0 ? 1 : value < 0xF0 ? 2 : 3;
    character = value & 0x3F >> needed;
    // Not what fewer bytes could say, no halves of pairs, nothing beyond U+10FFFF.
    range(
        switch (value) {
          case 0xE0 -> 0xA0;
          case 0xF0 -> 0x90;
          default -> 0x80;
        },
        switch (value) {
          case 0xED -> 0x9F;
          case 0xF4 -> 0x8F;
          default -> 0xBF;
        });
  }

  private void range(int from, int to) {
    lowest = from;
    highest = to;
  }

  /** Whether a character is not complete. */
  boolean waits() {
    return needed > 0;
  }

  /** U+FFFD if bytes still wait; afterwards a new text may begin. */
  public String end() {
    boolean waits = needed > 0;
    needed = 0;
    return waits ? String.valueOf(UNKNOWN) : "";
  }
}
