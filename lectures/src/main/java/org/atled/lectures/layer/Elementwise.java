package org.atled.lectures.layer;

import org.atled.lectures.matrix.Matrix;

/** A layer that applies one function to each element: y = f(x). Its Jacobian is diagonal. */
public abstract sealed class Elementwise implements Layer permits Sigmoid, Tanh, ReLU {
  private final Kept<Matrix> y = new Kept<>(getClass().getSimpleName());

  abstract double f(double x);

  /** f′(x), written with y = f(x), which has been computed already. */
  abstract double derivative(double y);

  @Override
  public final Matrix forward(Matrix x) {
    return y.keep(x.map(this::f));
  }

  /** ∂L/∂x = g ⊙ f′(x). */
  @Override
  public final Gradients backward(Matrix g) {
    return Gradients.of(g.hadamard(y.get().map(this::derivative)));
  }

  /** ∂yᵢ/∂xᵢ = f′(xᵢ), and 0 elsewhere. */
  @Override
  public final Jacobians jacobians(Matrix x) {
    Matrix diagonal = x.zeros(x.columns(), x.columns());
    for (int i = 0; i < x.columns(); i++) {
      diagonal.set(i, i, derivative(f(x.get(0, i))));
    }
    return Jacobians.of(diagonal);
  }
}
