package org.atled.text.pipeline;

import java.text.Normalizer.Form;
import org.atled.formats.json.JsonPlace;

/**
 * BERT's cleaning of texts (Devlin et al. 2018, {@code BasicTokenizer} of the published code).
 *
 * @param clean leaves out control characters and makes all white space blanks
 * @param chinese sets blanks round Chinese characters
 * @param accents decomposes characters and leaves out marks
 */
record BertNormalizer(boolean clean, boolean chinese, boolean accents, boolean lowerCase)
    implements Normalizer {

  static BertNormalizer of(JsonPlace place) {
    Parts.only(place, "clean_text", "handle_chinese_chars", "strip_accents", "lowercase");
    boolean lowerCase = place.bool("lowercase");
    return new BertNormalizer(
        place.bool("clean_text"),
        place.bool("handle_chinese_chars"),
        Parts.bool(place, "strip_accents", lowerCase),
        lowerCase);
  }

  @Override
  public String apply(String text) {
    StringBuilder result = new StringBuilder(text.length());
    text.codePoints().forEach(c -> append(result, c));
    if (!accents) {
      return lowerCase ? Normalizer.lowerCase(result.toString()) : result.toString();
    }
    String decomposed = java.text.Normalizer.normalize(result, Form.NFD);
    StringBuilder plain = new StringBuilder(decomposed.length());
    decomposed
        .codePoints()
        .filter(c -> Character.getType(c) != Character.NON_SPACING_MARK)
        .forEach(plain::appendCodePoint);
    return lowerCase ? Normalizer.lowerCase(plain.toString()) : plain.toString();
  }

  private void append(StringBuilder result, int c) {
    if (clean && isNoise(c)) {
      return;
    }
    if (clean && Classes.isSpace(c)) {
      result.append(' ');
    } else if (chinese && isChinese(c)) {
      result.append(' ').appendCodePoint(c).append(' ');
    } else {
      result.appendCodePoint(c);
    }
  }

  /** Control characters, but for white space, and what stands for what could not be read. */
  private static boolean isNoise(int c) {
    if (c == '\t' || c == '\n' || c == '\r') {
      return false;
    }
    return c == 0xFFFD
        || switch (Character.getType(c)) {
          case Character.CONTROL, Character.FORMAT, Character.PRIVATE_USE -> true;
          default -> false;
        };
  }

  /** The blocks of unified ideographs that BERT's code names. */
  private static boolean isChinese(int c) {
    return c >= 0x4E00 && c <= 0x9FFF
        || c >= 0x3400 && c <= 0x4DBF
        || c >= 0xF900 && c <= 0xFAFF
        || c >= 0x20000 && c <= 0x2A6DF
        || c >= 0x2A700 && c <= 0x2B81F
        || c >= 0x2B920 && c <= 0x2CEAF
        || c >= 0x2F800 && c <= 0x2FA1F;
  }
}
