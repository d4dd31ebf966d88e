package org.atled.lectures.scalar;

import java.util.Locale;

/** Numbers and counts as people read them. */
final class Text {
  private Text() {}

  /** Four digits at most, with a true minus. */
  static String number(double x) {
    String text = String.format(Locale.ROOT, "%.4g", x);
    if (text.contains(".") && !text.contains("e")) {
      text = text.replaceFirst("\\.?0+$", "");
    }
    return text.replace('-', '−');
  }

  /** {@code 1 input}, {@code 3 inputs}. */
  static String count(int n, String what) {
    return n + " " + what + (n == 1 ? "" : "s");
  }
}
