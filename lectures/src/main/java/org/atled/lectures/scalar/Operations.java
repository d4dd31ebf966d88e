package org.atled.lectures.scalar;

import org.atled.lectures.matrix.Decimal;
import org.atled.lectures.matrix.Pointwise;

/** Every operation: what it computes of its operands, and beside it its derivatives by them. */
final class Operations {
  private Operations() {}

  /** A number that was made of nothing. */
  static final class Input extends Value {
    Input(boolean isFloat32, double data) {
      super(isFloat32, data);
    }

    @Override
    public String operation() {
      return "";
    }

    @Override
    void pass(double g) {}
  }

  /** y = a + b; ∂y/∂a = 1, ∂y/∂b = 1. */
  static final class Sum extends Value {
    Sum(Value a, Value b) {
      super(a.data() + b.data(), a, b);
    }

    @Override
    public String operation() {
      return "+";
    }

    @Override
    void pass(double g) {
      a.receive(g);
      b.receive(g);
    }
  }

  /** y = a − b; ∂y/∂a = 1, ∂y/∂b = −1. */
  static final class Difference extends Value {
    Difference(Value a, Value b) {
      super(a.data() - b.data(), a, b);
    }

    @Override
    public String operation() {
      return "−";
    }

    @Override
    void pass(double g) {
      a.receive(g);
      b.receive(-g);
    }
  }

  /** y = a·b; ∂y/∂a = b, ∂y/∂b = a. */
  static final class Product extends Value {
    Product(Value a, Value b) {
      super(a.data() * b.data(), a, b);
    }

    @Override
    public String operation() {
      return "×";
    }

    @Override
    void pass(double g) {
      a.receive(g * b.data());
      b.receive(g * a.data());
    }
  }

  /** y = a/b; ∂y/∂a = 1/b, ∂y/∂b = −a/b² = −y/b. */
  static final class Quotient extends Value {
    Quotient(Value a, Value b) {
      super(a.data() / b.data(), a, b);
    }

    @Override
    public String operation() {
      return "÷";
    }

    @Override
    void pass(double g) {
      a.receive(g / b.data());
      b.receive(-g * data() / b.data());
    }
  }

  /** y = aⁿ for a fixed n; ∂y/∂a = n·aⁿ⁻¹. */
  static final class Power extends Value {
    private final double n;

    Power(Value a, double n) {
      super(StrictMath.pow(a.data(), n), a);
      this.n = n;
    }

    @Override
    public String operation() {
      return "pow " + Decimal.of(n);
    }

    @Override
    void pass(double g) {
      a.receive(g * n * StrictMath.pow(a.data(), n - 1));
    }
  }

  /** y = eᵃ; ∂y/∂a = eᵃ = y. */
  static final class Exp extends Value {
    Exp(Value a) {
      super(StrictMath.exp(a.data()), a);
    }

    @Override
    public String operation() {
      return "exp";
    }

    @Override
    void pass(double g) {
      a.receive(g * data());
    }
  }

  /** y = ln a; ∂y/∂a = 1/a. */
  static final class Log extends Value {
    Log(Value a) {
      super(StrictMath.log(a.data()), a);
    }

    @Override
    public String operation() {
      return "log";
    }

    @Override
    void pass(double g) {
      a.receive(g / a.data());
    }
  }

  /** y = tanh a; ∂y/∂a = 1 − y². */
  static final class Tanh extends Value {
    Tanh(Value a) {
      super(StrictMath.tanh(a.data()), a);
    }

    @Override
    public String operation() {
      return "tanh";
    }

    @Override
    void pass(double g) {
      a.receive(g * (1 - data() * data()));
    }
  }

  /** y = σ(a) = 1/(1 + e⁻ᵃ); ∂y/∂a = y·(1 − y). */
  static final class Sigmoid extends Value {
    Sigmoid(Value a) {
      super(Pointwise.sigmoid(a.data()), a);
    }

    @Override
    public String operation() {
      return "sigmoid";
    }

    @Override
    void pass(double g) {
      a.receive(g * data() * (1 - data()));
    }
  }

  /** y = max(a, 0); ∂y/∂a = 1 for a > 0, else 0: at the kink, too. */
  static final class Relu extends Value {
    Relu(Value a) {
      super(Pointwise.relu(a.data()), a);
    }

    @Override
    public String operation() {
      return "relu";
    }

    @Override
    void pass(double g) {
      a.receive(data() > 0 ? g : 0);
    }
  }
}
