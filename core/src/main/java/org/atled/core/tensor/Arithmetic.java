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

  default Tensor add(Tensor b) {
    return Dispatch.apply(new Add(), self(), b);
  }

  default Tensor add(double b) {
    return add(self().weak(b));
  }

  default Tensor add(long b) {
    return add(self().weak(b));
  }

  default Tensor sub(Tensor b) {
    return Dispatch.apply(new Sub(), self(), b);
  }

  default Tensor sub(double b) {
    return sub(self().weak(b));
  }

  default Tensor sub(long b) {
    return sub(self().weak(b));
  }

  default Tensor mul(Tensor b) {
    return Dispatch.apply(new Mul(), self(), b);
  }

  default Tensor mul(double b) {
    return mul(self().weak(b));
  }

  default Tensor mul(long b) {
    return mul(self().weak(b));
  }

  /** The true quotient: integers become float32. */
  default Tensor div(Tensor b) {
    return Dispatch.apply(new Div(), self(), b);
  }

  default Tensor div(double b) {
    return div(self().weak(b));
  }

  default Tensor neg() {
    return Dispatch.apply(new Neg(), self());
  }

  /** x·x. */
  default Tensor square() {
    return mul(self());
  }

  /** The greater of each pair; NaN if either is. */
  default Tensor maximum(Tensor b) {
    return Dispatch.apply(new Maximum(), self(), b);
  }

  default Tensor maximum(double b) {
    return maximum(self().weak(b));
  }

  default Tensor maximum(long b) {
    return maximum(self().weak(b));
  }

  /** The lesser of each pair; NaN if either is. */
  default Tensor minimum(Tensor b) {
    return Dispatch.apply(new Minimum(), self(), b);
  }

  default Tensor minimum(double b) {
    return minimum(self().weak(b));
  }

  default Tensor minimum(long b) {
    return minimum(self().weak(b));
  }

  default Tensor eq(Tensor b) {
    return Dispatch.apply(new Compare(Relation.EQ), self(), b);
  }

  default Tensor eq(double b) {
    return eq(self().comparable(b));
  }

  default Tensor ne(Tensor b) {
    return Dispatch.apply(new Compare(Relation.NE), self(), b);
  }

  default Tensor ne(double b) {
    return ne(self().comparable(b));
  }

  default Tensor lt(Tensor b) {
    return Dispatch.apply(new Compare(Relation.LT), self(), b);
  }

  default Tensor lt(double b) {
    return lt(self().comparable(b));
  }

  default Tensor le(Tensor b) {
    return Dispatch.apply(new Compare(Relation.LE), self(), b);
  }

  default Tensor le(double b) {
    return le(self().comparable(b));
  }

  default Tensor gt(Tensor b) {
    return Dispatch.apply(new Compare(Relation.GT), self(), b);
  }

  default Tensor gt(double b) {
    return gt(self().comparable(b));
  }

  default Tensor ge(Tensor b) {
    return Dispatch.apply(new Compare(Relation.GE), self(), b);
  }

  default Tensor ge(double b) {
    return ge(self().comparable(b));
  }

  /** The other truth value of each element of a bool tensor. */
  default Tensor not() {
    return Dispatch.apply(new Not(), self());
  }

  /** This bool tensor chooses: {@code this ? yes : no}. */
  default Tensor where(Tensor yes, Tensor no) {
    return Dispatch.apply(new Where(), self(), yes, no);
  }

  default Tensor where(Tensor yes, double no) {
    return where(yes, yes.weak(no));
  }

  default Tensor where(Tensor yes, long no) {
    return where(yes, yes.weak(no));
  }

  default Tensor where(double yes, Tensor no) {
    return where(no.weak(yes), no);
  }

  default Tensor where(long yes, Tensor no) {
    return where(no.weak(yes), no);
  }
}
