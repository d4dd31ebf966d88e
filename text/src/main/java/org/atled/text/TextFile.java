package org.atled.text;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.atled.core.error.ArgumentException;
import org.atled.core.error.AtledException;
import org.atled.core.error.FormatException;

/** Reads files of text in UTF-8. */
public final class TextFile {
  private static final long MOST = Integer.MAX_VALUE - 8;

  private TextFile() {}

  /**
   * All of it, without a byte order mark.
   *
   * @throws AtledException if there is no such file
   * @throws ArgumentException if it is larger than 2 GiB
   * @throws FormatException if it is empty, or no text in UTF-8; it names the first byte that is
   *     none
   */
  public static String read(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new AtledException("There is no file " + file + "; check the path.");
    }
    byte[] bytes;
    try {
      if (Files.size(file) > MOST) {
        throw new ArgumentException(
            "%s is larger than 2 GiB; take a part of it, or in Java windows over a mapped file (Tokens.map)."
                .formatted(file));
      }
      bytes = Files.readAllBytes(file);
    } catch (IOException e) {
      throw new AtledException("Cannot read " + file + ": " + e + ".", e);
    }
    return decoded(bytes, file.toString());
  }

  /**
   * The text that bytes are.
   *
   * @param name what errors call it
   * @throws FormatException as {@link #read}
   */
  public static String decoded(byte[] bytes, String name) {
    if (bytes.length == 0) {
      throw new FormatException(name, -1, "the file is empty; give it some text.");
    }
    CharsetDecoder decoder =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    ByteBuffer in = ByteBuffer.wrap(bytes);
    CharBuffer out = CharBuffer.allocate(bytes.length);
    CoderResult result = decoder.decode(in, out, true);
    for (int i = 0; i < in.position(); i++) {
      if (bytes[i] == 0) {
        throw binary(name, bytes, i);
      }
    }
    if (result.isError()) {
      throw binary(name, bytes, in.position());
    }
    out.flip();
    return out.length() > 0 && out.charAt(0) == '\uFEFF'
        ? out.subSequence(1, out.length()).toString()
        : out.toString();
  }

  private static FormatException binary(String name, byte[] bytes, int at) {
    return new FormatException(
        name,
        at,
        String.format(
            Locale.ROOT,
            "0x%02x is no text in UTF-8; name a file of text, or save it as UTF-8.",
            bytes[at]));
  }

  /**
   * The lines of a text that are not empty, without what ends them.
   *
   * @throws FormatException if there is none
   */
  public static List<String> lines(String text, String name) {
    List<String> lines = text.lines().filter(line -> !line.isBlank()).toList();
    if (lines.isEmpty()) {
      throw new FormatException(name, -1, "all lines are empty; give it one with some text.");
    }
    return lines;
  }
}
