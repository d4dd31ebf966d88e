package org.atled.testkit;

import org.atled.core.shape.DType;

/**
 * A binary floating-point format as IEEE 754 describes them, and rounding to it by that description
 * alone.
 *
 * @param precision significant bits of a normal number
 * @param least the exponent of the smallest normal number
 * @param greatest the greatest finite number
 */
record FloatFormat(int precision, int least, double greatest) {
  static FloatFormat of(DType dtype) {
    return switch (dtype) {
      case FLOAT16 -> new FloatFormat(11, -14, 65_504);
      case BFLOAT16 -> new FloatFormat(8, -126, 0x1.FEp127);
      case FLOAT32 -> new FloatFormat(24, -126, Float.MAX_VALUE);
      case FLOAT64 -> new FloatFormat(53, -1022, Double.MAX_VALUE);
      case BOOL, UINT8, INT32, INT64 -> throw new IllegalArgumentException("No floats: " + dtype);
    };
  }

  /** The unit in the last place of numbers of this size. */
  double ulp(double size) {
    return Math.scalb(1.0, Math.max(Math.getExponent(size), least) - precision + 1);
  }

  /** To nearest, ties to even; beyond the greatest an infinity. */
  double round(double x) {
    if (precision == 53 || x == 0 || !Double.isFinite(x)) {
      return x;
    }
    double rounded = Math.rint(x / ulp(x)) * ulp(x);
    return Math.abs(rounded) > greatest ? Math.copySign(Double.POSITIVE_INFINITY, x) : rounded;
  }
}
