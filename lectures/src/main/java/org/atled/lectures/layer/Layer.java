package org.atled.lectures.layer;

import java.util.List;
import org.atled.lectures.matrix.Matrix;

/**
 * A function y = f(x, θ) of a batch whose examples are rows, [batch, in] → [batch, out]. A layer
 * keeps what its last forward pass has computed for the backward pass, so that it works on one
 * batch at a time.
 */
public interface Layer {
  /** y = f(x, θ), [batch, out]. */
  Matrix forward(Matrix x);

  /**
   * The vector-Jacobian products of the last forward pass: from the upstream gradient ∂L/∂y to
   * ∂L/∂x = ∂L/∂y · ∂y/∂x and ∂L/∂θ = ∂L/∂y · ∂y/∂θ. No Jacobian is built for it.
   *
   * @param upstream ∂L/∂y, [batch, out]
   * @throws org.atled.core.error.StateException if there was no forward pass
   */
  Gradients backward(Matrix upstream);

  /** θ: those that change in place when a step is taken. */
  default List<Matrix> parameters() {
    return List.of();
  }

  /**
   * The Jacobians themselves, for one example: what {@link FullJacobian} multiplies with. It may be
   * a forward pass of that example, after which {@link #backward} is about it: call {@link
   * #forward} again before.
   */
  Jacobians jacobians(Matrix x);

  /**
   * What a backward pass returns.
   *
   * @param input ∂L/∂x, [batch, in]
   * @param parameters ∂L/∂θ for each parameter, of its shape
   */
  record Gradients(Matrix input, List<Matrix> parameters) {
    public Gradients {
      parameters = List.copyOf(parameters);
    }

    /** Of a layer without parameters. */
    static Gradients of(Matrix input) {
      return new Gradients(input, List.of());
    }
  }

  /**
   * All partial derivatives of the outputs for one example.
   *
   * @param input ∂y/∂x, [out, in]
   * @param parameters ∂y/∂θ for each parameter, [out, elements of θ row by row]
   */
  record Jacobians(Matrix input, List<Matrix> parameters) {
    public Jacobians {
      parameters = List.copyOf(parameters);
    }

    /** Of a layer without parameters. */
    static Jacobians of(Matrix input) {
      return new Jacobians(input, List.of());
    }
  }
}
