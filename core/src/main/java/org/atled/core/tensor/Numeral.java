package org.atled.core.tensor;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import org.atled.core.shape.DType;
import org.atled.core.spi.HalfPrecision;

/**
 * The decimal digits of a float.
 *
 * @param value the number; those of narrower types fit exactly
 * @param type its own type
 * @param shortest the decimal with the fewest digits that is read back as the magnitude in the
 *     number's own type, without trailing zeros; 0 if the number is not finite
 */
record Numeral(double value, DType type, BigDecimal shortest) {

  static Numeral of(float x) {
    String digits = Float.isFinite(x) ? Float.toString(Math.abs(x)) : "0";
    return new Numeral(x, DType.FLOAT32, shortest(x, true, new BigDecimal(digits)));
  }

  static Numeral of(double x) {
    String digits = Double.isFinite(x) ? Double.toString(Math.abs(x)) : "0";
    return new Numeral(x, DType.FLOAT64, shortest(x, false, new BigDecimal(digits)));
  }

  /** Of a FLOAT16 or BFLOAT16. */
  static Numeral half(float x, DType type) {
    BigDecimal shortest = new BigDecimal(Float.isFinite(x) ? Math.abs(x) : 0);
    for (int digits = 1; shortest.precision() > digits; digits++) {
      BigDecimal fewer = shortest.round(rounding(digits));
      if (in(type, fewer.doubleValue()) == Math.abs(x)) {
        shortest = fewer;
      }
    }
    return new Numeral(x, type, shortest.stripTrailingZeros());
  }

  /** The nearest number of a type. */
  static double in(DType type, double x) {
    return switch (type) {
      case FLOAT16 -> HalfPrecision.float16(HalfPrecision.float16(x));
      case BFLOAT16 -> HalfPrecision.bfloat16(HalfPrecision.bfloat16(x));
      case FLOAT32 -> (float) x;
      case BOOL, UINT8, INT32, INT64, FLOAT64 -> x;
    };
  }

  /**
   * Java writes the fewest digits, but always two at least: 4.9E-324 where 5E-324 is read back as
   * the same number.
   */
  private static BigDecimal shortest(double x, boolean single, BigDecimal printed) {
    BigDecimal stripped = printed.stripTrailingZeros();
    if (stripped.precision() != 2) {
      return stripped;
    }
    BigDecimal oneDigit = new BigDecimal(Math.abs(x)).round(rounding(1));
    double readBack = single ? oneDigit.floatValue() : oneDigit.doubleValue();
    return readBack == Math.abs(x) ? oneDigit : stripped;
  }

  private static MathContext rounding(int digits) {
    return new MathContext(digits, RoundingMode.HALF_EVEN);
  }

  /** From here on the numbers of a column have exponents: NumPy's, and BFLOAT16 as FLOAT16. */
  double large() {
    return switch (type) {
      case FLOAT16, BFLOAT16 -> 1e3;
      case FLOAT32 -> 1e6;
      case BOOL, UINT8, INT32, INT64, FLOAT64 -> 1e8;
    };
  }

  boolean isFinite() {
    return Double.isFinite(value);
  }

  double magnitude() {
    return Math.abs(value);
  }

  /** Whether a sign is written: also for −0. */
  boolean negative() {
    return Math.copySign(1, value) < 0;
  }

  /** {@code nan}, {@code inf} or {@code -inf}. */
  String notFinite() {
    return Double.isNaN(value) ? "nan" : value < 0 ? "-inf" : "inf";
  }

  /**
   * As a number that stands alone: all its digits, an exponent if it is large or small. Large is
   * what has more digits before the point than its type is sure of.
   */
  String alone() {
    if (!isFinite()) {
      return notFinite();
    }
    if (value != 0
        && (magnitude() < 1e-4 || magnitude() >= (type == DType.FLOAT64 ? 1e16 : large()))) {
      return scientific(shortest.precision() - 1, exponentDigits()).replace(".e", "e");
    }
    String digits = shortest.toPlainString();
    return sign() + digits + (digits.contains(".") ? "" : ".0");
  }

  /**
   * Without exponent: {@code 12.5}, {@code 3.}.
   *
   * @param precision digits after the point, at most; with more, the exact value is rounded
   */
  String positional(int precision) {
    BigDecimal rounded =
        shortest.scale() <= precision
            ? shortest
            : exact().setScale(precision, RoundingMode.HALF_EVEN).stripTrailingZeros();
    String digits = rounded.toPlainString();
    return sign() + digits + (digits.contains(".") ? "" : ".");
  }

  /**
   * How many digits there are after the point in scientific notation: at most {@code precision}.
   */
  int fractionDigits(int precision) {
    return significant(precision + 1).stripTrailingZeros().precision() - 1;
  }

  /** How many digits the exponent has: 2 at least. */
  int exponentDigits() {
    return Math.max(2, Integer.toString(Math.abs(exponent(significant(9)))).length());
  }

  /** With exponent: {@code 1.25e+01}. */
  String scientific(int fractionDigits, int exponentDigits) {
    int count = fractionDigits + 1;
    boolean exactly = shortest.precision() == count;
    BigDecimal rounded = exactly || value == 0 ? shortest : exact().round(rounding(count));
    String digits = rounded.unscaledValue().toString();
    digits += "0".repeat(Math.max(0, count - digits.length()));
    int exponent = exponent(rounded);
    String magnitude = Integer.toString(Math.abs(exponent));
    return sign()
        + digits.charAt(0)
        + "."
        + digits.substring(1)
        + (exponent < 0 ? "e-" : "e+")
        + "0".repeat(exponentDigits - magnitude.length())
        + magnitude;
  }

  /** The shortest digits if they are few enough, else the exact value rounded, ties to even. */
  private BigDecimal significant(int digits) {
    return shortest.precision() <= digits ? shortest : exact().round(rounding(digits));
  }

  private static int exponent(BigDecimal x) {
    return x.signum() == 0 ? 0 : x.precision() - x.scale() - 1;
  }

  private BigDecimal exact() {
    return new BigDecimal(magnitude());
  }

  private String sign() {
    return negative() ? "-" : "";
  }
}
