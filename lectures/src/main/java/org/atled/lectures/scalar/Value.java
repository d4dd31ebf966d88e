package org.atled.lectures.scalar;

import java.util.List;
import org.atled.core.error.ArgumentException;
import org.atled.lectures.matrix.Decimal;

/**
 * A number, how it was made of others, and, after {@link #backward}, the derivative of a result by
 * it. Each operation makes a new value, which points to its operands: together they are the graph
 * of a formula. What an operation computes and how it passes a derivative on stand side by side in
 * {@link Operations}.
 *
 * <p>A value is of float64, or of float32 if all it was made of are; its number and its derivative
 * are rounded to that type. Java numbers beside it take its type.
 *
 * <p>The graph may be as deep as memory holds: nothing here is recursive. A value and what it is
 * made of belong to one thread at a time.
 */
public abstract sealed class Value
    permits Operations.Input,
        Operations.Sum,
        Operations.Difference,
        Operations.Product,
        Operations.Quotient,
        Operations.Power,
        Operations.Exp,
        Operations.Log,
        Operations.Tanh,
        Operations.Sigmoid,
        Operations.Relu {
  private final boolean isFloat32;
  private double data;
  private double grad;

  /** The first operand, and the second; in place of one that there is not, the value itself. */
  final Value a;

  final Value b;

  /** How far {@link Topology} has come with this value; 0 when it is not at work. */
  byte visits;

  /** Of nothing. */
  Value(boolean isFloat32, double data) {
    this.isFloat32 = isFloat32;
    this.data = rounded(data);
    this.a = this;
    this.b = this;
  }

  /** Of one operand. */
  Value(double data, Value a) {
    this.isFloat32 = a.isFloat32;
    this.data = rounded(data);
    this.a = a;
    this.b = this;
  }

  /** Of two operands. */
  Value(double data, Value a, Value b) {
    this.isFloat32 = a.isFloat32 && b.isFloat32;
    this.data = rounded(data);
    this.a = a;
    this.b = b;
  }

  /** A float64 number that was made of nothing: an input, a weight. */
  public static Value of(double data) {
    return new Operations.Input(false, data);
  }

  /** An integer as a float64 number; without this, Java would take 2 for a float. */
  public static Value of(long data) {
    return of((double) data);
  }

  /** A float32 number that was made of nothing. */
  public static Value of(float data) {
    return new Operations.Input(true, data);
  }

  /** The number. */
  public final double data() {
    return data;
  }

  /**
   * ∂r/∂(this), where r is the value on which {@link #backward} was called last among those that
   * this is part of; 0 before.
   */
  public final double grad() {
    return grad;
  }

  /**
   * Changes a number that was made of nothing, a weight: values made of it keep their numbers.
   *
   * @throws ArgumentException if it was made of others
   */
  public final void set(double number) {
    if (a != this) {
      throw new ArgumentException(
          "Value: " + this + " was made of others by " + operation() + "; only inputs can be set.");
    }
    data = rounded(number);
  }

  /** What made it: {@code +}, {@code tanh}; empty for an input. */
  public abstract String operation();

  /** What it was made of, in order. */
  public final List<Value> operands() {
    if (a == this) {
      return List.of();
    }
    return b == this ? List.of(a) : List.of(a, b);
  }

  /**
   * The chain rule for one operation: gives each operand the derivative of the result by it, as far
   * as it comes this way.
   *
   * @param g ∂r/∂(this)
   */
  abstract void pass(double g);

  /**
   * Fills in {@link #grad} of everything that this value is made of, itself included: 1 here, and
   * from there against the arrows, each value once, when all that it is part of has come before.
   */
  public final void backward() {
    Topology order = Topology.of(this);
    for (int i = 0; i < order.size(); i++) {
      order.get(i).grad = 0;
    }
    grad = 1;
    for (int i = order.size() - 1; i >= 0; i--) {
      Value value = order.get(i);
      value.pass(value.grad);
    }
  }

  /** Derivatives along all the ways from this value to the result add up. */
  final void receive(double g) {
    grad = rounded(grad + g);
  }

  private double rounded(double x) {
    return isFloat32 ? (float) x : x;
  }

  private Value constant(double x) {
    return new Operations.Input(isFloat32, x);
  }

  // Operations.

  public final Value add(Value other) {
    return new Operations.Sum(this, other);
  }

  public final Value add(double other) {
    return add(constant(other));
  }

  public final Value sub(Value other) {
    return new Operations.Difference(this, other);
  }

  public final Value sub(double other) {
    return sub(constant(other));
  }

  public final Value mul(Value other) {
    return new Operations.Product(this, other);
  }

  public final Value mul(double other) {
    return mul(constant(other));
  }

  public final Value div(Value other) {
    return new Operations.Quotient(this, other);
  }

  public final Value div(double other) {
    return div(constant(other));
  }

  public final Value neg() {
    return mul(-1);
  }

  /** xⁿ for a fixed n. */
  public final Value pow(double n) {
    return new Operations.Power(this, n);
  }

  public final Value exp() {
    return new Operations.Exp(this);
  }

  /** The natural logarithm. */
  public final Value log() {
    return new Operations.Log(this);
  }

  public final Value tanh() {
    return new Operations.Tanh(this);
  }

  /** σ(x) = 1/(1 + e⁻ˣ). */
  public final Value sigmoid() {
    return new Operations.Sigmoid(this);
  }

  /** max(x, 0). */
  public final Value relu() {
    return new Operations.Relu(this);
  }

  /** {@code 0.25 (grad −1.5)}. */
  @Override
  public final String toString() {
    return Decimal.of(data) + " (grad " + Decimal.of(grad) + ")";
  }
}
