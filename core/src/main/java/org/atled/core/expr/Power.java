package org.atled.core.expr;

import org.atled.core.error.TypeException;
import org.atled.core.shape.DType;

/** Powers, and roots of sums of squares. */
public final class Power {
  private Power() {}

  /**
   * xʸ. Of float64 e^(y log |x|), with the sign of x where y is odd; the logarithm and its product
   * with y are in two parts, as an error of it is one of the result 745 times as large. Of float32
   * 2^(y log₂ |x|) in float64, in one part and rounded once. As IEEE 754's pow: x⁰ = 1 and 1ʸ = 1
   * for NaN too, (−1)^±∞ = 1, NaN for other negative finite x if y is not whole.
   *
   * <p>Of integers the product of y factors, which wraps around; for negative y 1 or −1 if x is,
   * else 0, the whole part of the quotient.
   *
   * <p>Error: 0.501 ulp seen for float32, 1 for float64.
   */
  public static Term pow(Term x, Term y) {
    return switch (x.type()) {
      case FLOAT32 -> single(x.to(DType.FLOAT64), y.to(DType.FLOAT64)).to(DType.FLOAT32);
      case FLOAT64 -> real(x, y);
      case INT32, INT64 -> whole(x, y);
      case BOOL, UINT8, FLOAT16, BFLOAT16 ->
          throw new TypeException("pow takes numbers, not " + x.type() + "; convert with to(…).");
    };
  }

  /**
   * 2^(y log₂ |x|) of numbers that are float32: in float64 log₂ needs one part, as |y log₂ |x|| is
   * below 151 where the result is neither 0 nor ∞. What depends on y alone stands alone, since
   * loops compute it once where y is one number.
   */
  private static Term single(Term x, Term y) {
    // Beyond, every y is even, and takes every |x| but 1 to 0 or ∞. NaN stays.
    Term exponent = y.min(0x1p50).max(-0x1p50);
    double rounder = Format.DOUBLE.rounder();
    Term sum = exponent.add(rounder);
    Term broken = sum.sub(rounder).ne(exponent);
    // The last bit of a whole y, as the sign of x is.
    Term odd = broken.select(sum.bits().constant(0L), sum.bits().shl(63));
    Term log = Logarithm.log2Short(x.abs(), x.lt(0).and(broken));
    Term product = log.eq(0).or(exponent.eq(0)).select(x.constant(0L), exponent.mul(log));
    Term power = Exponential.exp2Short(product.max(-151).min(129));
    return power.bits().xor(x.bits().and(odd)).bits();
  }

  private static Term real(Term x, Term y) {
    Format format = Format.DOUBLE;
    Term a = x.abs();
    Pair log = Logarithm.inTwoParts(a);
    Term finite = a.lt(Double.POSITIVE_INFINITY).select(log.high(), a);
    Term high = y.mul(a.eq(0).select(x.constant(Double.NEGATIVE_INFINITY), finite));
    Term low = y.fma(log.high(), high.neg()).add(y.mul(log.low()));
    // Beyond, the result is 0 or ∞, and low may be ∞ − ∞.
    Term tame = high.abs().lt(800).select(low, 0);
    Term power = Exponential.exp(format, high, tame);
    Term one = y.eq(0).or(x.eq(1)).or(x.eq(-1).and(y.abs().eq(Double.POSITIVE_INFINITY)));
    Term whole = y.floor().eq(y);
    Term half = y.mul(0.5);
    Term odd = whole.and(half.floor().ne(half));
    Term signed = power.bits().xor(odd.select(format.signBit(x), 0)).bits();
    Term outside = x.lt(0).and(a.lt(Double.POSITIVE_INFINITY)).and(whole.not());
    return one.select(x.constant(1L), outside.select(x.constant(Double.NaN), signed));
  }

  /** By squaring, bit after bit of y. */
  private static Term whole(Term x, Term y) {
    Term power = x.constant(1L);
    Term square = x;
    int bits = 8 * x.type().bytes() - 1;
    for (int i = 0; i < bits; i++) {
      power = y.ushr(i).and(1).eq(y.constant(0L)).select(power, power.mul(square));
      square = square.mul(square);
    }
    // The inverse of ±1 is itself, so its powers are those of the last bit.
    Term sign = y.and(1).eq(y.constant(0L)).select(x.mul(x), x);
    Term unit = x.mul(x).eq(x.constant(1L));
    Term inverse = unit.select(sign, x.constant(0L));
    return y.lt(y.constant(0L)).select(inverse, power);
  }

  /**
   * √(x² + y²) without overflow on the way, in float64 for both types; ∞ if either is infinite,
   * also beside NaN.
   *
   * <p>Error: 0.50 ulp seen for float32, 1 for float64.
   */
  public static Term hypot(Term x, Term y) {
    return Format.wide(
        "hypot",
        x,
        y,
        (u, v) -> {
          Term most = u.abs().max(v.abs());
          Term least = u.abs().min(v.abs());
          Term small = most.lt(0x1p-400);
          Term great = most.gt(0x1p500);
          Term scale = great.select(u.constant(0x1p-600), small.select(u.constant(0x1p600), 1));
          Term back = great.select(u.constant(0x1p600), small.select(u.constant(0x1p-600), 1));
          Term a = most.mul(scale);
          Term b = least.mul(scale);
          Term root = a.fma(a, b.mul(b)).sqrt().mul(back);
          Term infinite =
              u.abs().eq(Double.POSITIVE_INFINITY).or(v.abs().eq(Double.POSITIVE_INFINITY));
          return infinite.select(u.constant(Double.POSITIVE_INFINITY), root);
        });
  }
}
