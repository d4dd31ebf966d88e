package org.atled.text.pipeline;

/** Classes of characters, by Unicode's properties. */
final class Classes {
  private Classes() {}

  /** White_Space. */
  static boolean isSpace(int c) {
    return switch (c) {
      case '\t',
          '\n',
          0x0B,
          '\f',
          '\r',
          ' ',
          0x85,
          0xA0,
          0x1680,
          0x2028,
          0x2029,
          0x202F,
          0x205F,
          0x3000 ->
          true;
      default -> c >= 0x2000 && c <= 0x200A;
    };
  }

  /** What {@code \w} means: alphabetic, marks, decimal digits, connectors and joiners (UTS 18). */
  static boolean isWord(int c) {
    return Character.isAlphabetic(c)
        || isMark(c)
        || switch (Character.getType(c)) {
          case Character.DECIMAL_DIGIT_NUMBER, Character.CONNECTOR_PUNCTUATION -> true;
          default -> c == 0x200C || c == 0x200D;
        };
  }

  static boolean isMark(int c) {
    return switch (Character.getType(c)) {
      case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.COMBINING_SPACING_MARK ->
          true;
      default -> false;
    };
  }

  static boolean isNumber(int c) {
    return switch (Character.getType(c)) {
      case Character.DECIMAL_DIGIT_NUMBER, Character.LETTER_NUMBER, Character.OTHER_NUMBER -> true;
      default -> false;
    };
  }

  /** Punctuation, and ASCII's signs besides: BERT's meaning of the word. */
  static boolean isPunctuation(int c) {
    if (c < 0x80) {
      return c > ' ' && c < 0x7F && !Character.isLetterOrDigit(c);
    }
    return switch (Character.getType(c)) {
      case Character.CONNECTOR_PUNCTUATION,
          Character.DASH_PUNCTUATION,
          Character.START_PUNCTUATION,
          Character.END_PUNCTUATION,
          Character.INITIAL_QUOTE_PUNCTUATION,
          Character.FINAL_QUOTE_PUNCTUATION,
          Character.OTHER_PUNCTUATION ->
          true;
      default -> false;
    };
  }

  /** The lower case of one character, whatever stands beside it: no rule for a last sigma. */
  static void appendLowerCase(StringBuilder text, int c) {
    // The only one whose lower case is two characters (SpecialCasing.txt, unconditional).
    if (c == 'İ') {
      text.append("i\u0307");
    } else {
      text.appendCodePoint(Character.toLowerCase(c));
    }
  }
}
