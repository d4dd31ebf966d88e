package org.atled.core.expr;

/**
 * The scalar instructions from which every element-wise operation is built. Each has the meaning of
 * the Java operator or {@code Math} method named, on the instruction's type, so that a scalar loop,
 * a vector loop and a fused loop give the same bits.
 */
public enum Primitive {
  /** The element of input {@code payload}. UINT8 widens to INT32, the short floats to FLOAT32. */
  INPUT(0),
  /** The number whose bits are {@code payload} ({@code doubleToRawLongBits} for both floats). */
  CONSTANT(0),
  ADD(2),
  SUB(2),
  MUL(2),
  /** {@code a / b}; a loop must not meet an integer b of 0, which would end it. */
  DIV(2),
  /** {@code a % b}, exact for floats too; a loop must not meet an integer b of 0. */
  REM(2),
  /** {@code Math.fma(a, b, c)}: one rounding; floats only. */
  FMA(3),
  NEG(1),
  ABS(1),
  /** {@code Math.min}: NaN wins, −0 is less than +0. */
  MIN(2),
  /** {@code Math.max}: NaN wins, +0 is greater than −0. */
  MAX(2),
  SQRT(1),
  FLOOR(1),
  /** {@code Math.rint}: to the nearest integer, ties to even. */
  RINT(1),
  /**
   * The angle in [−π/2, π/2] that has the sine of a, rounded to the type, where |a| is greater than
   * 2¹⁸ in float32 and 2⁴⁹ in float64; a itself up to there, NaN for ±∞: {@link Folding}. Floats
   * only.
   */
  FOLD_SINE(1),
  /** The same with the cosine of a for its sine. */
  FOLD_COSINE(1),
  /** {@code a == b}, false for NaN; the result is BOOL. */
  EQ(2),
  /** {@code a < b}, false for NaN; the result is BOOL. */
  LT(2),
  /** {@code a <= b}, false for NaN; the result is BOOL. */
  LE(2),
  /** {@code a ? b : c}; a is BOOL. */
  SELECT(3),
  /** Bitwise, on integers and BOOL. */
  AND(2),
  OR(2),
  XOR(2),
  /**
   * {@code a << b}, {@code a >> b}, {@code a >>> b} by an INT32, of which Java takes the low 5
   * bits, 6 for INT64; integers only.
   */
  SHL(2),
  SHR(2),
  USHR(2),
  /** The same bits as another type of the same size: FLOAT32 ↔ INT32, FLOAT64 ↔ INT64. */
  BITS(1),
  /**
   * Java's cast; a float becomes an integer by truncation that saturates. To BOOL: {@code a != 0};
   * from BOOL: 1 or 0.
   */
  CONVERT(1);

  private final int arity;

  Primitive(int arity) {
    this.arity = arity;
  }

  public int arity() {
    return arity;
  }
}
