package org.atled.text.pipeline;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * GPT-2's letters for bytes: each of the 256 is one printable character, so that bytes can be
 * written as text (Radford et al. 2019, {@code bytes_to_unicode} of the published code). A byte
 * that is a printable character of Latin-1 is that character, and the others are those from U+0100
 * on.
 */
public final class ByteAlphabet {
  private static final char[] LETTERS = new char[256];
  private static final int[] BYTES = new int[0x100 + 256];

  static {
    Arrays.fill(BYTES, -1);
    int next = 0x100;
    for (int b = 0; b < 256; b++) {
      boolean printable = b > ' ' && b < 0x7F || b > 0xA0 && b != 0xAD;
      LETTERS[b] = (char) (printable ? b : next++);
      BYTES[LETTERS[b]] = b;
    }
  }

  private ByteAlphabet() {}

  /** All 256 letters in their own order: printable bytes first. */
  public static char[] letters() {
    char[] sorted = LETTERS.clone();
    Arrays.sort(sorted);
    return sorted;
  }

  /** The bytes of a text's UTF-8, each as its letter. */
  public static String spell(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    char[] letters = new char[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      letters[i] = LETTERS[bytes[i] & 0xFF];
    }
    return new String(letters);
  }

  /** The bytes that letters stand for; of a token that has any other character its UTF-8. */
  public static byte[] bytes(String token) {
    byte[] bytes = new byte[token.length()];
    for (int i = 0; i < bytes.length; i++) {
      char letter = token.charAt(i);
      int b = letter < BYTES.length ? BYTES[letter] : -1;
      if (b < 0) {
        return token.getBytes(StandardCharsets.UTF_8);
      }
      bytes[i] = (byte) b;
    }
    return bytes;
  }
}
