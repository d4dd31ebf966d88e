package org.atled.core.expr;

import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;
import org.atled.core.error.TypeException;
import org.atled.core.shape.DType;

/**
 * How a floating-point type keeps its bits, and the steps that depend on it alone.
 *
 * @param mantissa the bits below the exponent: 23 or 52
 * @param bias what is added to an exponent before it is stored: 127 or 1023
 */
record Format(int mantissa, int bias) {
  private static final Format SINGLE = new Format(23, 127);
  static final Format DOUBLE = new Format(52, 1023);

  /** The format of a term; {@code function} names in the error who asked. */
  static Format of(Term x, String function) {
    return switch (x.type()) {
      case FLOAT32 -> SINGLE;
      case FLOAT64 -> DOUBLE;
      case BOOL, UINT8, INT32, INT64, FLOAT16, BFLOAT16 ->
          throw new TypeException(
              function + " takes float32 or float64, not " + x.type() + "; convert with to(…).");
    };
  }

  /** One of two numbers: for float32 and for float64. */
  double pick(double single, double wide) {
    return this == SINGLE ? single : wide;
  }

  /** One of two tables of coefficients: for float32 and for float64. */
  double[] pick(double[] single, double[] wide) {
    return this == SINGLE ? single : wide;
  }

  /**
   * 1.5 · 2^mantissa. A number of at most 2^(mantissa − 1) that is added to it is rounded to a
   * whole one, ties to even, which then stands in the low bits of the sum; subtracting it again
   * gives the whole number as a float. That is cheaper than rounding and converting, which AVX2
   * lacks for 64 bits.
   */
  double rounder() {
    return 1.5 * (1L << mantissa);
  }

  /** The bits below the exponent. */
  long fraction() {
    return (1L << mantissa) - 1;
  }

  /** How a number is stored. */
  long bits(double x) {
    return this == SINGLE ? Float.floatToRawIntBits((float) x) : Double.doubleToRawLongBits(x);
  }

  /**
   * A function of float64 for both types: a float32 is converted, and the result rounded to float32
   * once. In such a loop a vector holds half as many numbers as in one of float32 alone; in return
   * the result is all but correctly rounded.
   */
  static Term wide(String function, Term x, UnaryOperator<Term> f) {
    return Format.of(x, function) == SINGLE
        ? f.apply(x.to(DType.FLOAT64)).to(DType.FLOAT32)
        : f.apply(x);
  }

  /** The same for a function of two. */
  static Term wide(String function, Term a, Term b, BinaryOperator<Term> f) {
    return Format.of(a, function) == SINGLE
        ? f.apply(a.to(DType.FLOAT64), b.to(DType.FLOAT64)).to(DType.FLOAT32)
        : f.apply(a, b);
  }

  /** A number that is not negative with the sign of another: ±0 and NaN included. */
  Term withSign(Term magnitude, Term other) {
    return magnitude.bits().or(signBit(other)).bits();
  }

  /** The sign of a number, alone in an integer of its size. */
  Term signBit(Term x) {
    return x.bits().and(this == SINGLE ? Integer.MIN_VALUE : Long.MIN_VALUE);
  }

  /** c₀ + c₁v + c₂v² + …, by Horner's rule in fused steps: the fewest instructions. */
  static Term polynomial(Term v, double[] c) {
    Term sum = v.constant(c[c.length - 1]);
    for (int i = c.length - 2; i >= 0; i--) {
      sum = sum.fma(v, c[i]);
    }
    return sum;
  }

  /**
   * a / (a + b) for a ≥ 0, as if a + b had not been rounded: the rounding of a sum that is just
   * above a power of two would cost a whole unit in the last place of the quotient.
   */
  static Term share(Term a, long b) {
    Term sum = a.add(b);
    Term lost = sum.sub(b).sub(a);
    Term inverse = a.constant(1).div(sum);
    Term q = a.mul(inverse);
    Term rest = q.fma(lost, q.neg().fma(sum, a));
    return rest.fma(inverse, q);
  }
}
