package org.atled.plot.axis;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/** Numbers as people read them. */
public final class Numerals {
  private static final String SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹";
  private static final char MINUS = '−';
  private static final double LARGE = 1e6;
  private static final int MANY_DECIMALS = 5;
  private static final int PLAIN_POWER = 3;

  private Numerals() {}

  /** A tick of an even axis, with so many decimals. */
  static String even(double value, int decimals, double largest) {
    if (value == 0) {
      return "0";
    }
    if (largest >= LARGE || decimals > MANY_DECIMALS) {
      return scientific(value, 3);
    }
    return minus(String.format(Locale.ROOT, "%,." + decimals + "f", value));
  }

  /** A tick of a logarithmic axis: times · 10^power. */
  static String log(double value, int times, int power) {
    if (Math.abs(power) <= PLAIN_POWER) {
      return new BigDecimal(times).scaleByPowerOfTen(power).toPlainString();
    }
    return (times == 1 ? "" : times + "×") + "10" + superscript(power);
  }

  /** At most so many digits that count: {@code 0.123}, {@code 12.3}, {@code 1.2×10⁷}. */
  public static String of(double value, int digits) {
    if (!Double.isFinite(value)) {
      return Double.isNaN(value) ? "NaN" : value > 0 ? "∞" : MINUS + "∞";
    }
    double size = Math.abs(value);
    if (value == 0) {
      return "0";
    }
    if (size >= LARGE || size < 1e-4) {
      return scientific(value, digits);
    }
    BigDecimal rounded = new BigDecimal(value).round(new MathContext(digits));
    BigDecimal plain = rounded.signum() == 0 ? BigDecimal.ZERO : rounded.stripTrailingZeros();
    return minus(String.format(Locale.ROOT, "%,." + Math.max(0, plain.scale()) + "f", plain));
  }

  private static String scientific(double value, int digits) {
    BigDecimal rounded = new BigDecimal(value).round(new MathContext(digits)).stripTrailingZeros();
    int power = rounded.precision() - rounded.scale() - 1;
    String mantissa = rounded.scaleByPowerOfTen(-power).toPlainString();
    String times = mantissa.equals("1") ? "" : mantissa.equals("-1") ? "-" : mantissa + "×";
    return minus(times + "10" + superscript(power));
  }

  private static String superscript(int power) {
    StringBuilder text = new StringBuilder(power < 0 ? "⁻" : "");
    Integer.toString(Math.abs(power))
        .chars()
        .forEach(c -> text.append(SUPERSCRIPTS.charAt(c - '0')));
    return text.toString();
  }

  private static String minus(String text) {
    return text.replace('-', MINUS);
  }
}
