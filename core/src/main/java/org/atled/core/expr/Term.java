package org.atled.core.expr;

import org.atled.core.error.TypeException;
import org.atled.core.shape.DType;

/**
 * A value inside an {@link Expression} that is being written down. Arithmetic reads as it does on
 * tensors; both operands must have the same type, and a Java number takes the type of the term.
 */
public final class Term {
  private final Builder builder;
  private final int index;
  private final DType type;

  Term(Builder builder, int index, DType type) {
    this.builder = builder;
    this.index = index;
    this.type = type;
  }

  int index() {
    return index;
  }

  public DType type() {
    return type;
  }

  /** A number of this term's type. For integers it must be whole and fit. */
  public Term constant(double value) {
    return switch (type) {
      case FLOAT16, BFLOAT16, FLOAT32 -> constantBits(Double.doubleToRawLongBits((float) value));
      case FLOAT64 -> constantBits(Double.doubleToRawLongBits(value));
      case BOOL, UINT8, INT32, INT64 -> constant((long) value);
    };
  }

  /** A whole number of this term's type. */
  public Term constant(long value) {
    return type.isFloating() ? constant((double) value) : constantBits(value);
  }

  private Term constantBits(long bits) {
    return builder.add(Primitive.CONSTANT, type, bits);
  }

  public Term add(Term b) {
    return binary(Primitive.ADD, b);
  }

  public Term add(double b) {
    return add(constant(b));
  }

  public Term sub(Term b) {
    return binary(Primitive.SUB, b);
  }

  public Term sub(double b) {
    return sub(constant(b));
  }

  public Term mul(Term b) {
    return binary(Primitive.MUL, b);
  }

  public Term mul(double b) {
    return mul(constant(b));
  }

  public Term div(Term b) {
    return binary(Primitive.DIV, b);
  }

  public Term div(double b) {
    return div(constant(b));
  }

  /** {@code this % b}: what is left when this is divided by b towards zero. */
  public Term rem(Term b) {
    return binary(Primitive.REM, b);
  }

  /** {@code this·b + c} with one rounding. */
  public Term fma(Term b, Term c) {
    same(b);
    same(c);
    return builder.add(Primitive.FMA, type, this, b, c);
  }

  public Term fma(double b, double c) {
    return fma(constant(b), constant(c));
  }

  public Term fma(Term b, double c) {
    return fma(b, constant(c));
  }

  public Term fma(double b, Term c) {
    return fma(constant(b), c);
  }

  public Term neg() {
    return unary(Primitive.NEG);
  }

  public Term abs() {
    return unary(Primitive.ABS);
  }

  public Term min(Term b) {
    return binary(Primitive.MIN, b);
  }

  public Term min(double b) {
    return min(constant(b));
  }

  public Term max(Term b) {
    return binary(Primitive.MAX, b);
  }

  public Term max(double b) {
    return max(constant(b));
  }

  public Term sqrt() {
    return unary(Primitive.SQRT);
  }

  public Term floor() {
    return unary(Primitive.FLOOR);
  }

  /** −⌊−x⌋. */
  public Term ceil() {
    return neg().floor().neg();
  }

  /** The whole number nearest to x that is not farther from 0. */
  public Term trunc() {
    return lt(0).select(ceil(), floor());
  }

  public Term rint() {
    return unary(Primitive.RINT);
  }

  /** A great angle brought back to [−π/2, π/2] with its sine: {@link Primitive#FOLD_SINE}. */
  Term foldSine() {
    return unary(Primitive.FOLD_SINE);
  }

  /** The same with the angle's cosine for its sine: {@link Primitive#FOLD_COSINE}. */
  Term foldCosine() {
    return unary(Primitive.FOLD_COSINE);
  }

  public Term eq(Term b) {
    return compare(Primitive.EQ, b);
  }

  public Term eq(double b) {
    return eq(constant(b));
  }

  /** True where the two differ, and for NaN. */
  public Term ne(Term b) {
    return eq(b).not();
  }

  public Term lt(Term b) {
    return compare(Primitive.LT, b);
  }

  public Term lt(double b) {
    return lt(constant(b));
  }

  public Term le(Term b) {
    return compare(Primitive.LE, b);
  }

  public Term le(double b) {
    return le(constant(b));
  }

  public Term gt(Term b) {
    return b.lt(this);
  }

  public Term gt(double b) {
    return gt(constant(b));
  }

  public Term ge(Term b) {
    return b.le(this);
  }

  public Term ge(double b) {
    return ge(constant(b));
  }

  /** {@code this ? yes : no}; this term is BOOL. */
  public Term select(Term yes, Term no) {
    if (type != DType.BOOL) {
      throw new TypeException("select takes a bool condition, not " + type + ".");
    }
    yes.same(no);
    return builder.add(Primitive.SELECT, yes.type, this, yes, no);
  }

  /** {@code this ? yes : no} with a number in place of {@code no}. */
  public Term select(Term yes, double no) {
    return select(yes, yes.constant(no));
  }

  public Term and(Term b) {
    return binary(Primitive.AND, b);
  }

  public Term and(long b) {
    return and(constant(b));
  }

  public Term or(Term b) {
    return binary(Primitive.OR, b);
  }

  public Term or(long b) {
    return or(constant(b));
  }

  public Term xor(Term b) {
    return binary(Primitive.XOR, b);
  }

  /** The other truth value; this term is BOOL. */
  public Term not() {
    return xor(constant(1L));
  }

  public Term shl(int bits) {
    return shl(count(bits));
  }

  /** By as many bits as an INT32 says. */
  public Term shl(Term bits) {
    return shift(Primitive.SHL, bits);
  }

  /** Arithmetic: the sign is shifted in. */
  public Term shr(int bits) {
    return shr(count(bits));
  }

  /** Arithmetic, by as many bits as an INT32 says. */
  public Term shr(Term bits) {
    return shift(Primitive.SHR, bits);
  }

  /** Logical: zeros are shifted in. */
  public Term ushr(int bits) {
    return shift(Primitive.USHR, count(bits));
  }

  /** The same bits as the integer (or float) type of the same size. */
  public Term bits() {
    DType target =
        switch (type) {
          case FLOAT32 -> DType.INT32;
          case INT32 -> DType.FLOAT32;
          case FLOAT64 -> DType.INT64;
          case INT64 -> DType.FLOAT64;
          case BOOL, UINT8, FLOAT16, BFLOAT16 ->
              throw new TypeException("bits takes no " + type + ".");
        };
    return builder.add(Primitive.BITS, target, this);
  }

  /**
   * This value as another type, by {@link Primitive#CONVERT}. As FLOAT16 or BFLOAT16 it stays a
   * term of FLOAT32, rounded once to a number that the type has.
   */
  public Term to(DType target) {
    return switch (target) {
      case FLOAT16, BFLOAT16 ->
          builder.holds(target, this)
              ? this
              : builder.holding(target, HalfRounding.round(this, target));
      case BOOL, UINT8, INT32, INT64, FLOAT32, FLOAT64 -> {
        DType computing = target.computing();
        yield computing == type ? this : builder.add(Primitive.CONVERT, computing, this);
      }
    };
  }

  private Term unary(Primitive p) {
    return builder.add(p, type, this);
  }

  private Term binary(Primitive p, Term b) {
    same(b);
    return builder.add(p, type, this, b);
  }

  private Term compare(Primitive p, Term b) {
    same(b);
    return builder.add(p, DType.BOOL, this, b);
  }

  private Term shift(Primitive p, Term bits) {
    return builder.add(p, type, this, bits);
  }

  private Term count(int bits) {
    return builder.add(Primitive.CONSTANT, DType.INT32, bits);
  }

  private void same(Term b) {
    if (type != b.type) {
      throw new TypeException(
          "A term of " + type + " meets one of " + b.type + "; convert one with to(…).");
    }
  }
}
