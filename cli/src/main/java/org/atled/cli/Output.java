package org.atled.cli;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Writer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;
import java.util.Locale;
import java.util.function.IntFunction;

/**
 * Text on its way to standard output or standard error. What their charset lacks is spelled in
 * ASCII, rather than as question marks; and what happens when nobody reads any more is decided
 * here.
 */
final class Output extends Writer {
  private final OutputStream stream;
  private final Charset charset;
  private final CharsetEncoder encoder;
  private final IntFunction<String> spelling;
  private final boolean mustBeRead;
  private boolean closed;

  private Output(
      OutputStream stream, Charset charset, IntFunction<String> spelling, boolean mustBeRead) {
    this.stream = new BufferedOutputStream(stream);
    this.charset = charset;
    this.encoder = charset.newEncoder();
    this.spelling = spelling;
    this.mustBeRead = mustBeRead;
  }

  /**
   * For results. Writing throws {@link ClosedPipeException} once the reader is gone, as {@code
   * head} is after ten lines.
   *
   * @param json whether they are JSON, which has a spelling of its own that loses nothing
   */
  static Output results(OutputStream stream, Charset charset, boolean json) {
    return new Output(stream, charset, json ? Output::escaped : AsciiText::inAscii, true);
  }

  /** For messages, which are lost when nobody reads them. */
  static Output messages(OutputStream stream, Charset charset) {
    return new Output(stream, charset, AsciiText::inAscii, false);
  }

  @Override
  public void write(char[] chars, int from, int count) throws IOException {
    if (closed) {
      readerIsGone();
      return;
    }
    String text = new String(chars, from, count);
    try {
      stream.write((encoder.canEncode(text) ? text : spelled(text)).getBytes(charset));
    } catch (IOException e) {
      failed(e);
    }
  }

  private String spelled(String text) {
    StringBuilder spelled = new StringBuilder();
    text.codePoints()
        .forEach(point -> {
          String same = Character.toString(point);
          spelled.append(encoder.canEncode(same) ? same : spelling.apply(point));
        });
    return spelled.toString();
  }

  private static String escaped(int point) {
    StringBuilder escaped = new StringBuilder();
    for (char unit : Character.toChars(point)) {
      escaped.append(String.format(Locale.ROOT, "\\u%04x", (int) unit));
    }
    return escaped.toString();
  }

  @Override
  public void flush() throws IOException {
    if (!closed) {
      try {
        stream.flush();
      } catch (IOException e) {
        failed(e);
      }
    }
  }

  /** "Broken pipe" on Linux and macOS, "The pipe is being closed" on Windows. */
  private void failed(IOException e) throws IOException {
    if (!String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT).contains("pipe")) {
      throw e;
    }
    closed = true;
    readerIsGone();
  }

  private void readerIsGone() {
    if (mustBeRead) {
      throw new ClosedPipeException();
    }
  }

  @Override
  public void close() throws IOException {
    stream.close();
  }
}
