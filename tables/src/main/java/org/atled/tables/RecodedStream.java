package org.atled.tables;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.atled.core.error.FormatException;

/** Text of another encoding as bytes of UTF-8. */
final class RecodedStream extends InputStream {
  /** What tells of UTF-16. */
  private static final String UTF_16 =
      "it is UTF-16, as spreadsheets save \"Unicode text\", and is read so";

  private static final int SAMPLE = 1 << 12;
  private static final int MARK = 4;

  private static final int SIZE = 1 << 14;

  private final Path file;
  private final Charset encoding;
  private final Reader reader;
  private final char[] chars = new char[SIZE];
  private byte[] bytes = {};
  private int at;
  private int kept; // a first half of a pair, whose other half comes later
  private int line = 1;

  private RecodedStream(InputStream in, Path file, Charset encoding) {
    this.file = file;
    this.encoding = encoding;
    this.reader = new InputStreamReader(in, encoding.newDecoder());
  }

  /**
   * A text as UTF-8.
   *
   * @param bytes in a stream that knows marks
   * @param remarks on how it is read, where that is guessed or looks wrong
   */
  record Text(InputStream bytes, List<String> remarks) {}

  /**
   * A text as UTF-8.
   *
   * @param in knows marks
   * @param said its encoding; where nobody said it, UTF-16 or UTF-32 if it begins with the mark of
   *     that, else UTF-8
   * @throws FormatException if it begins with the mark of another encoding than was said
   */
  static Text of(InputStream in, Path file, Optional<Charset> said) throws IOException {
    Optional<Charset> marked = marked(in);
    Charset encoding = said.or(() -> marked).orElse(StandardCharsets.UTF_8);
    if (marked.isPresent() && !isOf(encoding, marked.get())) {
      throw new FormatException(
          file,
          -1,
          "begins with the mark of %s, but its encoding is said to be %s; say --encoding %s."
              .formatted(marked.get(), encoding, marked.get()));
    }
    if (encoding.equals(StandardCharsets.UTF_8)) {
      return new Text(in, List.of());
    }
    List<String> remarks = new ArrayList<>();
    if (said.isEmpty()) {
      boolean usual = encoding.equals(StandardCharsets.UTF_16);
      remarks.add(usual ? UTF_16 : "it is %s, and is read so".formatted(encoding));
    } else if (isUtf8(in)) {
      remarks.add(
          "it is read as %s, but what is not ASCII at its beginning is UTF-8 too; --encoding UTF-8 if that shows other letters"
              .formatted(encoding));
    }
    // Its own decoder passes over the mark.
    Charset decoded = marked.orElse(encoding);
    return new Text(new BufferedInputStream(new RecodedStream(in, file, decoded), SIZE), remarks);
  }

  /** UTF-16 and UTF-32 are both of their orders, as the mark says which. */
  private static boolean isOf(Charset said, Charset marked) {
    return said.name().startsWith(marked.name());
  }

  /** The encoding with whose mark a stream begins. */
  private static Optional<Charset> marked(InputStream in) throws IOException {
    in.mark(MARK);
    byte[] head = in.readNBytes(MARK);
    in.reset();
    if (begins(head, 0, 0, 0xFE, 0xFF) || begins(head, 0xFF, 0xFE, 0, 0)) {
      return Optional.of(StandardCharsets.UTF_32);
    }
    if (begins(head, 0xFE, 0xFF) || begins(head, 0xFF, 0xFE)) {
      return Optional.of(StandardCharsets.UTF_16);
    }
    return begins(head, 0xEF, 0xBB, 0xBF) ? Optional.of(StandardCharsets.UTF_8) : Optional.empty();
  }

  private static boolean begins(byte[] head, int... mark) {
    return head.length >= mark.length
        && IntStream.range(0, mark.length).allMatch(i -> (head[i] & 0xFF) == mark[i]);
  }

  /** Whether a text begins with letters that are not ASCII, and these are UTF-8. */
  private static boolean isUtf8(InputStream in) throws IOException {
    in.mark(SAMPLE);
    ByteBuffer head = ByteBuffer.wrap(in.readNBytes(SAMPLE));
    in.reset();
    CharBuffer chars = CharBuffer.allocate(head.remaining());
    boolean wrong = StandardCharsets.UTF_8.newDecoder().decode(head, chars, false).isError();
    return !wrong && chars.flip().chars().anyMatch(c -> c > 0x7F);
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
            "is read as %s, but about line %d is no %s; save the file as UTF-8, or say its --encoding."
                .formatted(encoding, line, encoding));
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
