package org.atled.core.tensor;

import org.atled.core.op.elementwise.Bitwise;
import org.atled.core.op.elementwise.Bitwise.Connective;
import org.atled.core.op.elementwise.BitwiseNot;
import org.atled.core.op.elementwise.Classify;
import org.atled.core.op.elementwise.Classify.Kind;
import org.atled.core.op.elementwise.Compare;
import org.atled.core.op.elementwise.Compare.Relation;
import org.atled.core.op.elementwise.IsClose;
import org.atled.core.op.elementwise.Shift;
import org.atled.core.op.elementwise.Shift.Direction;
import org.atled.core.op.elementwise.Where;
import org.atled.core.shape.DType;

/**
 * Comparisons and what is done with their results, and the bits of integers, element by element.
 * Shapes broadcast by NumPy's rule, types are promoted by PyTorch's, and a Java number is weak.
 */
public sealed interface Logic permits Tensor {
  /** This tensor. */
  Tensor self();

  /**
   * this = b as bool, of the broadcast shape; false where either is NaN; −0 equals 0. Bools count
   * as 0 and 1. Not differentiable.
   */
  default Tensor eq(Tensor b) {
    return Dispatch.apply(new Compare(Relation.EQ), self(), b);
  }

  /**
   * this = b as bool; beside integers b is compared exactly, also where their type cannot hold it.
   * See {@link #eq(Tensor)}.
   */
  default Tensor eq(double b) {
    return eq(self().comparable(b));
  }

  /**
   * this ≠ b as bool, of the broadcast shape; true where either is NaN; −0 equals 0. Bools count as
   * 0 and 1. Not differentiable.
   */
  default Tensor ne(Tensor b) {
    return Dispatch.apply(new Compare(Relation.NE), self(), b);
  }

  /**
   * this ≠ b as bool; beside integers b is compared exactly, also where their type cannot hold it.
   * See {@link #ne(Tensor)}.
   */
  default Tensor ne(double b) {
    return ne(self().comparable(b));
  }

  /**
   * this &lt; b as bool, of the broadcast shape; false where either is NaN. Bools count as 0 and 1.
   * Not differentiable.
   */
  default Tensor lt(Tensor b) {
    return Dispatch.apply(new Compare(Relation.LT), self(), b);
  }

  /**
   * this &lt; b as bool; beside integers b is compared exactly, also where their type cannot hold
   * it. See {@link #lt(Tensor)}.
   */
  default Tensor lt(double b) {
    return lt(self().comparable(b));
  }

  /**
   * this ≤ b as bool, of the broadcast shape; false where either is NaN. Bools count as 0 and 1.
   * Not differentiable.
   */
  default Tensor le(Tensor b) {
    return Dispatch.apply(new Compare(Relation.LE), self(), b);
  }

  /**
   * this ≤ b as bool; beside integers b is compared exactly, also where their type cannot hold it.
   * See {@link #le(Tensor)}.
   */
  default Tensor le(double b) {
    return le(self().comparable(b));
  }

  /**
   * this &gt; b as bool, of the broadcast shape; false where either is NaN. Bools count as 0 and 1.
   * Not differentiable.
   */
  default Tensor gt(Tensor b) {
    return Dispatch.apply(new Compare(Relation.GT), self(), b);
  }

  /**
   * this &gt; b as bool; beside integers b is compared exactly, also where their type cannot hold
   * it. See {@link #gt(Tensor)}.
   */
  default Tensor gt(double b) {
    return gt(self().comparable(b));
  }

  /**
   * this ≥ b as bool, of the broadcast shape; false where either is NaN. Bools count as 0 and 1.
   * Not differentiable.
   */
  default Tensor ge(Tensor b) {
    return Dispatch.apply(new Compare(Relation.GE), self(), b);
  }

  /**
   * this ≥ b as bool; beside integers b is compared exactly, also where their type cannot hold it.
   * See {@link #ge(Tensor)}.
   */
  default Tensor ge(double b) {
    return ge(self().comparable(b));
  }

  /**
   * this = b or |this − b| ≤ absolute + relative·|b| as bool, of the broadcast shape; false where
   * either is NaN. Not differentiable.
   */
  default Tensor isClose(Tensor b, double relative, double absolute) {
    return Dispatch.apply(new IsClose(relative, absolute), self(), b);
  }

  /** {@link #isClose(Tensor, double, double)} with NumPy's and PyTorch's 1e-5 and 1e-8. */
  default Tensor isClose(Tensor b) {
    return isClose(b, 1e-5, 1e-8);
  }

  /** Whether each element is NaN, as bool; false of integers. Not differentiable. */
  default Tensor isNaN() {
    return Dispatch.apply(new Classify(Kind.NAN), self());
  }

  /** Whether each element is ∞ or −∞, as bool; false of integers. Not differentiable. */
  default Tensor isInf() {
    return Dispatch.apply(new Classify(Kind.INFINITE), self());
  }

  /** Whether each element is ∞, as bool; false of integers. Not differentiable. */
  default Tensor isPosInf() {
    return Dispatch.apply(new Classify(Kind.POSITIVE_INFINITE), self());
  }

  /** Whether each element is −∞, as bool; false of integers. Not differentiable. */
  default Tensor isNegInf() {
    return Dispatch.apply(new Classify(Kind.NEGATIVE_INFINITE), self());
  }

  /**
   * Whether each element is neither infinite nor NaN, as bool; true of integers. Not
   * differentiable.
   */
  default Tensor isFinite() {
    return Dispatch.apply(new Classify(Kind.FINITE), self());
  }

  /**
   * Whether each element has a minus sign, as bool: −0 and −∞ too, and a NaN that has one. Not
   * differentiable.
   */
  default Tensor signbit() {
    return Dispatch.apply(new Classify(Kind.SIGN), self());
  }

  /** this ≠ 0 and b ≠ 0 as bool, of the broadcast shape; NaN counts as true. Not differentiable. */
  default Tensor logicalAnd(Tensor b) {
    return self().to(DType.BOOL).bitwiseAnd(b.to(DType.BOOL));
  }

  /** this ≠ 0 or b ≠ 0 as bool, of the broadcast shape; NaN counts as true. Not differentiable. */
  default Tensor logicalOr(Tensor b) {
    return self().to(DType.BOOL).bitwiseOr(b.to(DType.BOOL));
  }

  /** this ≠ 0 xor b ≠ 0 as bool, of the broadcast shape; NaN counts as true. Not differentiable. */
  default Tensor logicalXor(Tensor b) {
    return self().to(DType.BOOL).bitwiseXor(b.to(DType.BOOL));
  }

  /** this = 0 as bool: the other truth value. NaN counts as true. Not differentiable. */
  default Tensor logicalNot() {
    return self().to(DType.BOOL).bitwiseNot();
  }

  /**
   * this and b, bit by bit, of the broadcast shape and the promoted type. Not differentiable.
   *
   * @throws org.atled.core.error.TypeException if one is a float
   */
  default Tensor bitwiseAnd(Tensor b) {
    return Dispatch.apply(new Bitwise(Connective.AND), self(), b);
  }

  /** this and b, bit by bit, b a weak number of this tensor's type, or int64 beside bools. */
  default Tensor bitwiseAnd(long b) {
    return bitwiseAnd(self().weak(b));
  }

  /**
   * this or b, bit by bit, of the broadcast shape and the promoted type. Not differentiable.
   *
   * @throws org.atled.core.error.TypeException if one is a float
   */
  default Tensor bitwiseOr(Tensor b) {
    return Dispatch.apply(new Bitwise(Connective.OR), self(), b);
  }

  /** this or b, bit by bit, b a weak number of this tensor's type, or int64 beside bools. */
  default Tensor bitwiseOr(long b) {
    return bitwiseOr(self().weak(b));
  }

  /**
   * this xor b, bit by bit, of the broadcast shape and the promoted type. Not differentiable.
   *
   * @throws org.atled.core.error.TypeException if one is a float
   */
  default Tensor bitwiseXor(Tensor b) {
    return Dispatch.apply(new Bitwise(Connective.XOR), self(), b);
  }

  /** this xor b, bit by bit, b a weak number of this tensor's type, or int64 beside bools. */
  default Tensor bitwiseXor(long b) {
    return bitwiseXor(self().weak(b));
  }

  /**
   * The other bits: −x − 1 for signed integers, 255 − x for uint8, the other truth value for bools.
   * Not differentiable.
   *
   * @throws org.atled.core.error.TypeException if this is a float
   */
  default Tensor bitwiseNot() {
    return Dispatch.apply(new BitwiseNot(), self());
  }

  /**
   * this·2ᵇ for a number b of bits, of the broadcast shape and the promoted type, without what does
   * not fit: 0 if b is negative or the type has no so many bits. Not differentiable.
   *
   * @throws org.atled.core.error.TypeException if one is a float, or both are bool
   */
  default Tensor bitwiseLeftShift(Tensor bits) {
    return Dispatch.apply(new Shift(Direction.LEFT), self(), bits);
  }

  /** As {@link #bitwiseLeftShift(Tensor)}, by one number of bits. */
  default Tensor bitwiseLeftShift(long bits) {
    return bitwiseLeftShift(self().weak(bits));
  }

  /**
   * ⌊this/2ᵇ⌋ for a number b of bits, of the broadcast shape and the promoted type: 0, or −1 of
   * negative numbers, if b is negative or the type has no so many bits. Not differentiable.
   *
   * @throws org.atled.core.error.TypeException if one is a float, or both are bool
   */
  default Tensor bitwiseRightShift(Tensor bits) {
    return Dispatch.apply(new Shift(Direction.RIGHT), self(), bits);
  }

  /** As {@link #bitwiseRightShift(Tensor)}, by one number of bits. */
  default Tensor bitwiseRightShift(long bits) {
    return bitwiseRightShift(self().weak(bits));
  }

  /**
   * This bool tensor chooses: {@code this ? yes : no}, of the shape that all three broadcast to and
   * the type that yes and no are promoted to. The gradient goes to the one chosen and is 0 for the
   * other.
   *
   * @throws org.atled.core.error.TypeException if this is not bool
   */
  default Tensor where(Tensor yes, Tensor no) {
    return Dispatch.apply(new Where(), self(), yes, no);
  }

  /** {@code this ? yes : no}; no is a weak number that makes an integer or bool yes float32. */
  default Tensor where(Tensor yes, double no) {
    return where(yes, yes.weak(no));
  }

  /**
   * {@code this ? yes : no}; no is a weak number of the type of yes, or int64 beside bools.
   *
   * @throws org.atled.core.error.ArgumentException if yes is an integer tensor whose type cannot
   *     hold no
   */
  default Tensor where(Tensor yes, long no) {
    return where(yes, yes.weak(no));
  }

  /** {@code this ? yes : no}; yes is a weak number that makes an integer or bool no float32. */
  default Tensor where(double yes, Tensor no) {
    return where(no.weak(yes), no);
  }

  /**
   * {@code this ? yes : no}; yes is a weak number of the type of no, or int64 beside bools.
   *
   * @throws org.atled.core.error.ArgumentException if no is an integer tensor whose type cannot
   *     hold yes
   */
  default Tensor where(long yes, Tensor no) {
    return where(no.weak(yes), no);
  }
}
