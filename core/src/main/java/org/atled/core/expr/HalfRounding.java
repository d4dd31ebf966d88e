package org.atled.core.expr;

import org.atled.core.shape.DType;

/**
 * Numbers rounded to what a FLOAT16 or BFLOAT16 can hold, to nearest, ties to even, as terms of
 * FLOAT32: NaN stays NaN, subnormal numbers are kept, and what is too large is an infinity. Being
 * written in the primitives, a rounding stays where it is when expressions are joined.
 */
final class HalfRounding {
  /** From here on a number is nearer to 65,536, which a FLOAT16 has no more, than to 65,504. */
  private static final double TOO_LARGE = 65_520;

  private HalfRounding() {}

  static Term round(Term x, DType target) {
    Term single =
        switch (x.type()) {
          case FLOAT32 -> x;
          case BOOL -> x.to(DType.FLOAT32);
          case INT32, INT64, FLOAT64 -> toOdd(x);
          case UINT8, FLOAT16, BFLOAT16 -> throw new IllegalArgumentException("No term: " + x);
        };
    return target == DType.FLOAT16 ? toFloat16(single) : toBfloat16(single);
  }

  /**
   * The neighbouring FLOAT32 whose last bit is 1, unless x is a FLOAT32. Rounded again to fewer
   * bits, that gives what x itself would: the nearest FLOAT32 may be a tie that x is not (Boldo and
   * Melquiond, "When double rounding is odd", 2005).
   */
  private static Term toOdd(Term x) {
    Term bits = x.to(DType.FLOAT32).bits();
    Term back = bits.bits().to(x.type());
    Term isEven = bits.and(1).eq(0);
    Term below = isEven.and(back.abs().lt(x.abs()));
    Term above = isEven.and(back.abs().gt(x.abs()));
    return below.select(bits.add(1), above.select(bits.sub(1), bits)).bits();
  }

  /**
   * The bits above the lower half, one more where the rest is more than a half, or a half and they
   * are odd: the carry may go on into the exponent, up to an infinity.
   */
  private static Term toBfloat16(Term x) {
    Term bits = x.bits();
    Term nearest = bits.add(0x7FFF).add(bits.ushr(16).and(1));
    // Of a NaN whose payload is in the lower half alone an infinity would be left.
    Term quiet = bits.or(0x40_0000);
    return x.eq(x).select(nearest, quiet).and(0xFFFF_0000).bits();
  }

  /**
   * |x| is added to 2¹³ times the power of two below it, in whose binade floats are as far apart as
   * FLOAT16s are about x, and that is subtracted again. Below 2⁻¹⁴ they are no nearer together.
   */
  private static Term toFloat16(Term x) {
    Format format = Format.of(x, "to");
    Term magnitude = x.abs();
    Term power = magnitude.max(0x1p-14).bits().and(0x7F80_0000).bits();
    Term shift = power.mul(0x1p13);
    Term nearest = magnitude.add(shift).sub(shift);
    Term rounded =
        magnitude.ge(TOO_LARGE).select(nearest.constant(Double.POSITIVE_INFINITY), nearest);
    return format.withSign(rounded, x);
  }
}
