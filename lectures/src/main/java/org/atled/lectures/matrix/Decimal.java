package org.atled.lectures.matrix;

import java.util.Locale;

/** Numbers as people read them. */
public final class Decimal {
  private Decimal() {}

  /** Four digits at most, with a true minus: {@code −0.25}, {@code 1.235e−07}. */
  public static String of(double x) {
    String text = String.format(Locale.ROOT, "%.4g", x);
    if (text.contains(".") && !text.contains("e")) {
      text = text.replaceFirst("\\.?0+$", "");
    }
    return text.replace('-', '−');
  }
}
