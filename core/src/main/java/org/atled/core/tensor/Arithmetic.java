package org.atled.core.tensor;

import org.atled.core.op.elementwise.Add;
import org.atled.core.op.elementwise.Compare;
import org.atled.core.op.elementwise.Compare.Relation;
import org.atled.core.op.elementwise.Div;
import org.atled.core.op.elementwise.Maximum;
import org.atled.core.op.elementwise.Minimum;
import org.atled.core.op.elementwise.Mul;
import org.atled.core.op.elementwise.Neg;
import org.atled.core.op.elementwise.Not;
import org.atled.core.op.elementwise.Sub;
import org.atled.core.op.elementwise.Where;

/**
 * Operations of two operands, element by element. Shapes broadcast by NumPy's rule, types are
 * promoted by PyTorch's. A Java number is weak: beside a float32 tensor 2.0 is a float32, and
 * beside an integer tensor 2 is of its type; a fraction makes an integer tensor float32.
 */
public sealed interface Arithmetic permits Tensor {
  /** This tensor. */
  Tensor self();

  /**
   * this + b, of the broadcast shape and the promoted type. Integers wrap around; for bools it is
   * or. ∂y/∂this = 1, ∂y/∂b = 1, summed over broadcast axes.
   */
  default Tensor add(Tensor b) {
    return Dispatch.apply(new Add(), self(), b);
  }

  /** this + b, b a weak number that makes an integer or bool tensor float32. */
  default Tensor add(double b) {
    return add(self().weak(b));
  }

  /**
   * this + b, b a weak number of this tensor's type, or int64 beside bools.
   *
   * @throws org.atled.core.error.ArgumentException if this is an integer tensor whose type cannot
   *     hold b
   */
  default Tensor add(long b) {
    return add(self().weak(b));
  }

  /**
   * this − b, of the broadcast shape and the promoted type. Integers wrap around. ∂y/∂this = 1,
   * ∂y/∂b = −1, summed over broadcast axes.
   *
   * @throws org.atled.core.error.TypeException if both are bool
   */
  default Tensor sub(Tensor b) {
    return Dispatch.apply(new Sub(), self(), b);
  }

  /** this − b, b a weak number that makes an integer or bool tensor float32. */
  default Tensor sub(double b) {
    return sub(self().weak(b));
  }

  /**
   * this − b, b a weak number of this tensor's type, or int64 beside bools.
   *
   * @throws org.atled.core.error.ArgumentException if this is an integer tensor whose type cannot
   *     hold b
   */
  default Tensor sub(long b) {
    return sub(self().weak(b));
  }

  /**
   * this·b, element by element, of the broadcast shape and the promoted type; matrices are
   * multiplied by {@link LinearAlgebra#matmul}. Integers wrap around; for bools it is and. ∂y/∂this
   * = b, ∂y/∂b = this, summed over broadcast axes.
   */
  default Tensor mul(Tensor b) {
    return Dispatch.apply(new Mul(), self(), b);
  }

  /** this·b, b a weak number that makes an integer or bool tensor float32. */
  default Tensor mul(double b) {
    return mul(self().weak(b));
  }

  /**
   * this·b, b a weak number of this tensor's type, or int64 beside bools.
   *
   * @throws org.atled.core.error.ArgumentException if this is an integer tensor whose type cannot
   *     hold b
   */
  default Tensor mul(long b) {
    return mul(self().weak(b));
  }

  /**
   * The true quotient this/b, of the broadcast shape; integers and bools become float32. x/0 is ±∞,
   * 0/0 is NaN. ∂y/∂this = 1/b, ∂y/∂b = −this/b², summed over broadcast axes.
   */
  default Tensor div(Tensor b) {
    return Dispatch.apply(new Div(), self(), b);
  }

  /** this/b, b a weak number that makes an integer or bool tensor float32. */
  default Tensor div(double b) {
    return div(self().weak(b));
  }

  /**
   * −x. Integers wrap around. dy/dx = −1.
   *
   * @throws org.atled.core.error.TypeException if this is bool
   */
  default Tensor neg() {
    return Dispatch.apply(new Neg(), self());
  }

  /** x·x, of the type of x. Integers wrap around; a bool stays itself. dy/dx = 2x. */
  default Tensor square() {
    return mul(self());
  }

  /**
   * The greater of each pair, of the broadcast shape and the promoted type; NaN if either is NaN.
   * For bools it is or. The gradient goes to the greater; equals get half each, a NaN none.
   */
  default Tensor maximum(Tensor b) {
    return Dispatch.apply(new Maximum(), self(), b);
  }

  /**
   * The greater of each element and b, b a weak number that makes an integer or bool tensor
   * float32.
   */
  default Tensor maximum(double b) {
    return maximum(self().weak(b));
  }

  /**
   * The greater of each element and b, b a weak number of this tensor's type, or int64 beside
   * bools.
   *
   * @throws org.atled.core.error.ArgumentException if this is an integer tensor whose type cannot
   *     hold b
   */
  default Tensor maximum(long b) {
    return maximum(self().weak(b));
  }

  /**
   * The lesser of each pair, of the broadcast shape and the promoted type; NaN if either is NaN.
   * For bools it is and. The gradient goes to the lesser; equals get half each, a NaN none.
   */
  default Tensor minimum(Tensor b) {
    return Dispatch.apply(new Minimum(), self(), b);
  }

  /**
   * The lesser of each element and b, b a weak number that makes an integer or bool tensor float32.
   */
  default Tensor minimum(double b) {
    return minimum(self().weak(b));
  }

  /**
   * The lesser of each element and b, b a weak number of this tensor's type, or int64 beside bools.
   *
   * @throws org.atled.core.error.ArgumentException if this is an integer tensor whose type cannot
   *     hold b
   */
  default Tensor minimum(long b) {
    return minimum(self().weak(b));
  }

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
   * The other truth value of each element. Not differentiable.
   *
   * @throws org.atled.core.error.TypeException if this is not bool
   */
  default Tensor not() {
    return Dispatch.apply(new Not(), self());
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
