package org.atled.tables;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import org.atled.core.error.FormatException;

/**
 * Decodes UTF-8 strictly: what is not UTF-8 is an error with its place, not a replacement
 * character. A byte order mark at the start is left out.
 */
final class Utf8Reader extends Reader {
  private static final int SIZE = 1 << 16;
  private static final char MARK = '\uFEFF';

  private final InputStream in;
  private final Path file;
  private final CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
  private final ByteBuffer bytes = ByteBuffer.allocate(SIZE).flip();
  private final CharBuffer chars = CharBuffer.allocate(SIZE).flip();
  private long offset; // of the buffer's first byte in the file
  private long line;
  private long character; // in the line, of what was decoded
  private boolean ended;

  Utf8Reader(InputStream in, Path file) {
    this(in, file, 0, 0);
  }

  /**
   * From the middle of a file.
   *
   * @param lines above it
   * @param offset of its first byte
   */
  Utf8Reader(InputStream in, Path file, int lines, long offset) {
    this.in = in;
    this.file = file;
    this.line = 1L + lines;
    this.offset = offset;
  }

  @Override
  public int read(char[] into, int from, int count) throws IOException {
    while (!chars.hasRemaining()) {
      if (ended) {
        return -1;
      }
      refill();
    }
    int n = Math.min(count, chars.remaining());
    chars.get(into, from, n);
    return n;
  }

  private void refill() throws IOException {
    boolean start = offset == 0 && bytes.position() == 0 && bytes.limit() == 0;
    offset += bytes.position();
    bytes.compact();
    int n = in.read(bytes.array(), bytes.position(), bytes.remaining());
    bytes.position(bytes.position() + Math.max(0, n)).flip();
    chars.clear();
    ended = n < 0;
    CoderResult result = decoder.decode(bytes, chars, ended);
    chars.flip();
    count();
    if (result.isError()) {
      throw new FormatException(
          file,
          offset + bytes.position(),
          String.format(
              Locale.ROOT,
              "line %d, character %d, is not UTF-8 (0x%02X); save the file as UTF-8, or say what it"
                  + " is: --encoding %s.",
              line,
              character + 1,
              bytes.get(bytes.position()),
              isWindows() ? "windows-1252" : "ISO-8859-1"));
    }
    if (start && chars.hasRemaining() && chars.get(0) == MARK) {
      chars.get();
    }
  }

  /** Whether the byte, or one near it, is of Windows alone: dashes and round quotes. */
  private boolean isWindows() {
    for (int i = bytes.position(); i < bytes.limit(); i++) {
      if ((bytes.get(i) & 0xE0) == 0x80) {
        return true;
      }
    }
    return false;
  }

  private void count() {
    for (int i = 0; i < chars.limit(); i++) {
      char c = chars.get(i);
      if (c == 0) {
        throw new FormatException(
            file,
            -1,
            "line "
                + line
                + ", character "
                + (character + 1)
                + ", is a zero byte: this is no text, or UTF-16 without its mark, which --encoding"
                + " UTF-16LE reads.");
      }
      character = c == '\n' ? 0 : character + 1;
      line += c == '\n' ? 1 : 0;
    }
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
