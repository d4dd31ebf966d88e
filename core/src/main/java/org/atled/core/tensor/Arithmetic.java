package org.atled.core.tensor;

import java.util.List;
import org.atled.core.op.elementwise.Add;
import org.atled.core.op.elementwise.Addcdiv;
import org.atled.core.op.elementwise.Addcmul;
import org.atled.core.op.elementwise.Copysign;
import org.atled.core.op.elementwise.Div;
import org.atled.core.op.elementwise.Fmax;
import org.atled.core.op.elementwise.Fmin;
import org.atled.core.op.elementwise.Fmod;
import org.atled.core.op.elementwise.Lerp;
import org.atled.core.op.elementwise.Maximum;
import org.atled.core.op.elementwise.Minimum;
import org.atled.core.op.elementwise.Mul;
import org.atled.core.op.elementwise.Neg;
import org.atled.core.op.elementwise.Remainder;
import org.atled.core.op.elementwise.RoundedDiv;
import org.atled.core.op.elementwise.Sub;
import org.atled.core.shape.DType;

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
   * As {@link #maximum(Tensor)}, but the other one where one of a pair is NaN. The gradient goes to
   * the one that is the result, of equals to this.
   */
  default Tensor fmax(Tensor b) {
    return Dispatch.apply(new Fmax(), self(), b);
  }

  /**
   * As {@link #minimum(Tensor)}, but the other one where one of a pair is NaN. The gradient goes to
   * the one that is the result, of equals to this.
   */
  default Tensor fmin(Tensor b) {
    return Dispatch.apply(new Fmin(), self(), b);
  }

  /**
   * The quotient this/b rounded to a whole number, of the broadcast shape and the promoted type:
   * integers stay integers. For {@link Rounding#TRUNC} floats are divided and then rounded, for
   * {@link Rounding#FLOOR} as by {@link #floorDivide}; an integer divided by 0 gives 0, as in
   * NumPy, where PyTorch stops. Both derivatives are 0.
   *
   * @throws org.atled.core.error.TypeException if both are bool
   */
  default Tensor div(Tensor b, Rounding rounding) {
    return Dispatch.apply(new RoundedDiv(rounding), self(), b);
  }

  /** this/b rounded, b a weak number that makes an integer tensor float32. */
  default Tensor div(double b, Rounding rounding) {
    return div(self().weak(b), rounding);
  }

  /**
   * this/b rounded, b a weak number of this tensor's type.
   *
   * @throws org.atled.core.error.ArgumentException if this is an integer tensor whose type cannot
   *     hold b
   */
  default Tensor div(long b, Rounding rounding) {
    return div(self().weak(b), rounding);
  }

  /**
   * ⌊this/b⌋, Python's {@code //}: as {@link #div(Tensor, Rounding)} with {@link Rounding#FLOOR}.
   * Of floats it agrees with {@link #remainder}: 1 // 0.1 is 9, since 0.1 is a little more than a
   * tenth.
   *
   * @throws org.atled.core.error.TypeException if both are bool
   */
  default Tensor floorDivide(Tensor b) {
    return div(b, Rounding.FLOOR);
  }

  /** ⌊this/b⌋, b a weak number that makes an integer tensor float32. */
  default Tensor floorDivide(double b) {
    return floorDivide(self().weak(b));
  }

  /**
   * ⌊this/b⌋, b a weak number of this tensor's type.
   *
   * @throws org.atled.core.error.ArgumentException if this is an integer tensor whose type cannot
   *     hold b
   */
  default Tensor floorDivide(long b) {
    return floorDivide(self().weak(b));
  }

  /**
   * this − b·trunc(this/b) without rounding, C's fmod and Java's {@code %}: of the sign of this, of
   * the broadcast shape and the promoted type. NaN if b is 0 or this infinite; of integers 0 if b
   * is 0, as in NumPy, where PyTorch stops. ∂y/∂this = 1, ∂y/∂b = −trunc(this/b).
   *
   * @throws org.atled.core.error.TypeException if both are bool
   */
  default Tensor fmod(Tensor b) {
    return Dispatch.apply(new Fmod(), self(), b);
  }

  /** What {@link #fmod(Tensor)} leaves, b a weak number that makes an integer tensor float32. */
  default Tensor fmod(double b) {
    return fmod(self().weak(b));
  }

  /**
   * What {@link #fmod(Tensor)} leaves, b a weak number of this tensor's type.
   *
   * @throws org.atled.core.error.ArgumentException if this is an integer tensor whose type cannot
   *     hold b
   */
  default Tensor fmod(long b) {
    return fmod(self().weak(b));
  }

  /**
   * this − b·⌊this/b⌋, Python's {@code %}: of the sign of b, of the broadcast shape and the
   * promoted type. NaN if b is 0 or this infinite; of integers 0 if b is 0, as in NumPy, where
   * PyTorch stops. ∂y/∂this = 1, ∂y/∂b = −⌊this/b⌋.
   *
   * @throws org.atled.core.error.TypeException if both are bool
   */
  default Tensor remainder(Tensor b) {
    return Dispatch.apply(new Remainder(), self(), b);
  }

  /**
   * What {@link #remainder(Tensor)} leaves, b a weak number that makes an integer tensor float32.
   */
  default Tensor remainder(double b) {
    return remainder(self().weak(b));
  }

  /**
   * What {@link #remainder(Tensor)} leaves, b a weak number of this tensor's type.
   *
   * @throws org.atled.core.error.ArgumentException if this is an integer tensor whose type cannot
   *     hold b
   */
  default Tensor remainder(long b) {
    return remainder(self().weak(b));
  }

  /**
   * |this| with the sign of b, that of a zero or NaN too, of the broadcast shape; integers and
   * bools become float32. ∂y/∂this = ±1, 0 at 0; ∂y/∂b = 0.
   */
  default Tensor copysign(Tensor b) {
    return Dispatch.apply(new Copysign(), self(), b);
  }

  /** |this| with the sign of b. */
  default Tensor copysign(double b) {
    return copysign(self().weak(b));
  }

  /**
   * this + weight·(end − this), of the shape that all three broadcast to: this at weight 0, exactly
   * end at 1, and beyond them on the same line. Integers and bools become float32. ∂y/∂this = 1 −
   * weight, ∂y/∂end = weight, ∂y/∂weight = end − this.
   */
  default Tensor lerp(Tensor end, Tensor weight) {
    return Dispatch.apply(new Lerp(), self(), end, weight);
  }

  /**
   * As {@link #lerp(Tensor, Tensor)}; beside float16 and bfloat16 the weight is a float32 number.
   */
  default Tensor lerp(Tensor end, double weight) {
    DType type = Promotion.of(List.of(self().type(), end.type()));
    DType wide = type.computing();
    return type.isFloating() && type != wide
        ? self().to(wide).lerp(end.to(wide), self().wide(weight)).to(type)
        : lerp(end, self().weak(weight));
  }

  /**
   * this + a·b, of the shape that all three broadcast to and the type that they meet in; float16
   * and bfloat16 are rounded to once.
   */
  default Tensor addcmul(Tensor a, Tensor b) {
    return Dispatch.apply(new Addcmul(), self(), a, b);
  }

  /** this + value·a·b; value is a weak number that makes integers float32. */
  default Tensor addcmul(Tensor a, Tensor b, double value) {
    return Dispatch.apply(new Addcmul(), self(), a, b, self().wide(value));
  }

  /** this + a/b, of the shape that all three broadcast to; integers become float32. */
  default Tensor addcdiv(Tensor a, Tensor b) {
    return Dispatch.apply(new Addcdiv(), self(), a, b);
  }

  /** this + value·a/b; value is a weak number. */
  default Tensor addcdiv(Tensor a, Tensor b, double value) {
    return Dispatch.apply(new Addcdiv(), self(), a, b, self().wide(value));
  }
}
