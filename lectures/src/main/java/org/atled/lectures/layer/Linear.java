package org.atled.lectures.layer;

import java.util.List;
import org.atled.core.random.Draws;
import org.atled.core.shape.DType;
import org.atled.lectures.matrix.Matrix;

/** y = xW + b, for W [in, out] and b [1, out]. */
public final class Linear implements Layer {
  private final Matrix w;
  private final Matrix b;
  private final Kept<Matrix> x = new Kept<>("Linear");

  public Linear(Matrix w, Matrix b) {
    this.w = w;
    this.b = b;
  }

  /** W from N(0, 1/in), b zero. */
  public static Linear drawn(DType dtype, int in, int out, Draws draws) {
    return new Linear(
        Matrix.normal(dtype, in, out, 1 / Math.sqrt(in), draws), Matrix.zeros(dtype, 1, out));
  }

  @Override
  public Matrix forward(Matrix input) {
    return x.keep(input).times(w).plus(b); // y = xW + b
  }

  @Override
  public Gradients backward(Matrix g) {
    Matrix dx = g.times(w.transposed()); // ∂L/∂x = g·Wᵀ
    Matrix dw = x.get().transposed().times(g); // ∂L/∂W = xᵀ·g
    Matrix db = g.sumOfRows(); // ∂L/∂b = Σ over the examples of g
    return new Gradients(dx, List.of(dw, db));
  }

  @Override
  public List<Matrix> parameters() {
    return List.of(w, b);
  }

  /** ∂yⱼ/∂xᵢ = W[i, j]; ∂yⱼ/∂W[i, j] = xᵢ, and 0 for other columns; ∂y/∂b = I. */
  @Override
  public Jacobians jacobians(Matrix input) {
    int out = w.columns();
    Matrix byW = w.zeros(out, w.rows() * out);
    for (int j = 0; j < out; j++) {
      for (int i = 0; i < w.rows(); i++) {
        byW.set(j, i * out + j, input.get(0, i));
      }
    }
    return new Jacobians(w.transposed(), List.of(byW, Matrix.identity(w.dtype(), out)));
  }
}
