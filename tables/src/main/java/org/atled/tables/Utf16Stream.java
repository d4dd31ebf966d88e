package org.atled.tables;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.atled.core.error.FormatException;

/** UTF-16 with a byte order mark, as spreadsheets write "Unicode text", as bytes of UTF-8. */
final class Utf16Stream extends InputStream {
  /** What tells of it. */
  static final String REMARK =
      "it is UTF-16, as spreadsheets save \"Unicode text\", and is read so";

  private static final int SIZE = 1 << 14;

  private final Path file;
  private final Reader reader;
  private final char[] chars = new char[SIZE];
  private byte[] bytes = {};
  private int at;
  private int kept; // a first half of a pair, whose other half comes later
  private int line = 1;

  Utf16Stream(InputStream in, Path file) {
    this.file = file;
    this.reader = new InputStreamReader(in, StandardCharsets.UTF_16.newDecoder());
  }

  /** Whether a stream, which must know marks, begins so. */
  static boolean isNext(InputStream in) throws IOException {
    in.mark(2);
    byte[] head = in.readNBytes(2);
    in.reset();
    int mark = head.length < 2 ? 0 : (head[0] & 0xFF) << Byte.SIZE | (head[1] & 0xFF);
    return mark == 0xFEFF || mark == 0xFFFE;
  }

  @Override
  public int read() throws IOException {
    return fill() ? bytes[at++] & 0xFF : -1;
  }

  @Override
  public int read(byte[] into, int from, int count) throws IOException {
    if (count == 0) {
      return 0;
    }
    if (!fill()) {
      return -1;
    }
    int n = Math.min(count, bytes.length - at);
    System.arraycopy(bytes, at, into, from, n);
    at += n;
    return n;
  }

  private boolean fill() throws IOException {
    while (at == bytes.length) {
      int n;
      try {
        n = reader.read(chars, kept, SIZE - kept);
      } catch (CharacterCodingException _) {
        throw new FormatException(
            file,
            -1,
            "begins as UTF-16 does, but about line "
                + line
                + " is no UTF-16; save the file as UTF-8.");
      }
      if (n < 0) {
        return false;
      }
      int end = kept + n;
      kept = Character.isHighSurrogate(chars[end - 1]) ? 1 : 0;
      for (int i = 0; i < end; i++) {
        line += chars[i] == '\n' ? 1 : 0;
      }
      bytes = new String(chars, 0, end - kept).getBytes(StandardCharsets.UTF_8);
      at = 0;
      chars[0] = chars[end - 1];
    }
    return true;
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}
