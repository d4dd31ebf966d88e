package org.atled.lectures.layer;

import java.util.List;
import org.atled.core.shape.DType;
import org.atled.lectures.matrix.Matrix;

/** y = x + f(x): He, Zhang, Ren and Sun, "Deep residual learning", 2016, equation 1. */
public final class Residual implements Layer {
  private final Layer body;

  /**
   * @param body f, from any width to the same
   */
  public Residual(Layer body) {
    this.body = body;
  }

  @Override
  public Matrix forward(Matrix x) {
    return x.plus(body.forward(x));
  }

  /** ∂L/∂x = g + g·∂f/∂x: the upstream gradient passes by the body undiminished. */
  @Override
  public Gradients backward(Matrix g) {
    Gradients through = body.backward(g);
    return new Gradients(g.plus(through.input()), through.parameters());
  }

  @Override
  public List<Matrix> parameters() {
    return body.parameters();
  }

  /** ∂y/∂x = I + ∂f/∂x. */
  @Override
  public Jacobians jacobians(Matrix x) {
    Jacobians through = body.jacobians(x);
    DType dtype = x.dtype();
    return new Jacobians(
        Matrix.identity(dtype, x.columns()).plus(through.input()), through.parameters());
  }
}
