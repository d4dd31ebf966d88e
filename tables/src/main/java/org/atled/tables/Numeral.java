package org.atled.tables;

/** Numbers as people write them in files: {@code -12}, {@code .5}, {@code 1.5e-3}. */
final class Numeral {
  private Numeral() {}

  /**
   * The number that a text is: NaN if it is none, an infinity if it is beyond the range of a double
   * or names an infinity. Java's own parser takes {@code 1d} and {@code 0x1p3} too.
   */
  static double parse(String text) {
    int at = sign(text, 0);
    String word = text.substring(at);
    if (word.equalsIgnoreCase("inf") || word.equalsIgnoreCase("infinity")) {
      return text.startsWith("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
    }
    int whole = digits(text, at);
    int digits = whole - at;
    at = whole;
    if (at < text.length() && text.charAt(at) == '.') {
      int end = digits(text, at + 1);
      digits += end - (at + 1);
      at = end;
    }
    if (digits > 0 && at < text.length() && (text.charAt(at) | 0x20) == 'e') {
      int from = sign(text, at + 1);
      int end = digits(text, from);
      at = end > from ? end : at;
    }
    return digits > 0 && at == text.length() ? Double.parseDouble(text) : Double.NaN;
  }

  /** Whether a whole number begins with a needless 0, as codes do: 007, 01234. */
  static boolean isCode(String text) {
    return text.length() > 1 && text.charAt(0) == '0' && digits(text, 0) == text.length();
  }

  /** As a class or a message names a number: {@code 3}, not {@code 3.0}. */
  static String text(double number) {
    return number == Math.rint(number) && Math.abs(number) < 1e15
        ? Long.toString((long) number)
        : Double.toString(number);
  }

  private static int sign(String text, int at) {
    return at < text.length() && (text.charAt(at) == '-' || text.charAt(at) == '+') ? at + 1 : at;
  }

  private static int digits(String text, int at) {
    int end = at;
    while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
      end++;
    }
    return end;
  }
}
