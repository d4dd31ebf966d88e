package org.atled.core.spi;

import org.atled.core.shape.DType;

/**
 * Single numbers of {@link DType#FLOAT16} and {@link DType#BFLOAT16} as bits and as Java's floats.
 * Kernels have expressions for the same: {@link org.atled.core.expr.Term#to}.
 */
public final class HalfPrecision {
  private HalfPrecision() {}

  /** The number with these bits of a float16. */
  public static float float16(short bits) {
    return Float.float16ToFloat(bits);
  }

  /** The bits of the nearest float16, ties to even. */
  public static short float16(double x) {
    return Float.floatToFloat16(toOdd(x));
  }

  /** The number with these bits of a bfloat16, which are the upper half of a float32's. */
  public static float bfloat16(short bits) {
    return Float.intBitsToFloat(bits << Short.SIZE);
  }

  /** The bits of the nearest bfloat16, ties to even. */
  public static short bfloat16(double x) {
    int bits = Float.floatToRawIntBits(toOdd(x));
    if (Double.isNaN(x)) {
      // A payload in the lower half alone would leave an infinity.
      return (short) ((bits >>> Short.SIZE) | 0x40);
    }
    return (short) ((bits + 0x7FFF + (bits >>> Short.SIZE & 1)) >>> Short.SIZE);
  }

  /**
   * The neighbouring float32 whose last bit is 1, unless x is a float32. Rounded again to fewer
   * bits, that gives what x itself would: the nearest float32 may be a tie that x is not (Boldo and
   * Melquiond, "When double rounding is odd", 2005).
   */
  private static float toOdd(double x) {
    float nearest = (float) x;
    int bits = Float.floatToRawIntBits(nearest);
    if (nearest == x || Double.isNaN(x) || (bits & 1) == 1) {
      return nearest;
    }
    return Float.intBitsToFloat(Math.abs(nearest) > Math.abs(x) ? bits - 1 : bits + 1);
  }
}
