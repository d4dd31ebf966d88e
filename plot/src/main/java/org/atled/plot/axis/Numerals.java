package org.atled.plot.axis;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/** Numbers as people read them: a true minus, groups of thousands, powers of ten. */
public final class Numerals {
  private static final String SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹";
  private static final double LARGE = 1e6;
  private static final double SMALL = 1e-4;

  private Numerals() {}

  /**
   * A tick of an even axis.
   *
   * @param power of ten, of the step between ticks
   * @param largest number on the axis, which decides how all of them are written
   */
  static String even(double value, int power, double largest) {
    if (value == 0) {
      return "0";
    }
    if (largest >= LARGE || largest < SMALL) {
      int digits = (int) Math.floor(StrictMath.log10(Math.abs(value))) - power + 1;
      return scientific(value, Math.max(1, digits));
    }
    return minus(String.format(Locale.ROOT, "%,." + Math.max(0, -power) + "f", value));
  }

  /**
   * A tick of a logarithmic axis: times · 10^power.
   *
   * @param plain whether all of them are small enough to be written out; else none is
   */
  static String log(int times, int power, boolean plain) {
    return plain
        ? minus(grouped(new BigDecimal(times).scaleByPowerOfTen(power)))
        : (times == 1 ? "" : times + "×") + "10" + superscript(power);
  }

  /** At most so many digits that count: {@code 0.123}, {@code 12.3}, {@code 1.2×10⁷}. */
  public static String of(double value, int digits) {
    if (Double.isNaN(value)) {
      return "NaN";
    }
    if (Double.isInfinite(value)) {
      return value > 0 ? "∞" : "−∞";
    }
    double size = Math.abs(value);
    if (value != 0 && (size >= LARGE || size < SMALL)) {
      return scientific(value, digits);
    }
    return minus(grouped(rounded(value, digits)));
  }

  private static BigDecimal rounded(double value, int digits) {
    return new BigDecimal(value).round(new MathContext(digits)).stripTrailingZeros();
  }

  private static String grouped(BigDecimal value) {
    return String.format(Locale.ROOT, "%,." + Math.max(0, value.scale()) + "f", value);
  }

  private static String scientific(double value, int digits) {
    BigDecimal rounded = rounded(value, digits);
    int power = rounded.precision() - rounded.scale() - 1;
    String mantissa = rounded.scaleByPowerOfTen(-power).toPlainString();
    String factor =
        switch (mantissa) {
          case "1" -> "";
          case "-1" -> "-";
          default -> mantissa + "×";
        };
    return minus(factor + "10") + superscript(power);
  }

  private static String superscript(int power) {
    StringBuilder text = new StringBuilder(power < 0 ? "⁻" : "");
    Integer.toString(Math.abs(power))
        .chars()
        .forEach(digit -> text.append(SUPERSCRIPTS.charAt(digit - '0')));
    return text.toString();
  }

  private static String minus(String text) {
    return text.replace('-', '−');
  }
}
