package org.atled.text;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * Makes text of UTF-8 that arrives in pieces: the bytes of a character that is not complete wait for
 * the next piece. Bytes that are no UTF-8 become U+FFFD, the same ones as if all had come at once.
 */
final class Utf8Stream {
  /** A character has four bytes at most, so that three may wait. */
  private static final int LONGEST_WAIT = 3;

  private final CharsetDecoder decoder =
      StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPLACE)
          .onUnmappableCharacter(CodingErrorAction.REPLACE);
  private final byte[] waiting = new byte[LONGEST_WAIT];
  private int wait;

  /** The text that these bytes complete. */
  String next(byte... bytes) {
    ByteBuffer in = ByteBuffer.allocate(wait + bytes.length);
    in.put(waiting, 0, wait).put(bytes).flip();
    CharBuffer out = CharBuffer.allocate(in.remaining());
    decoder.decode(in, out, false);
    wait = in.remaining();
    in.get(waiting, 0, wait);
    return out.flip().toString();
  }

  /** U+FFFD if bytes still wait; afterwards a new text may begin. */
  String end() {
    ByteBuffer in = ByteBuffer.wrap(waiting, 0, wait);
    CharBuffer out = CharBuffer.allocate(LONGEST_WAIT);
    decoder.decode(in, out, true);
    decoder.flush(out);
    decoder.reset();
    wait = 0;
    return out.flip().toString();
  }
}
