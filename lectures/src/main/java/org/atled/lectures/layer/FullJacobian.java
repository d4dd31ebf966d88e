package org.atled.lectures.layer;

import java.util.ArrayList;
import java.util.List;
import org.atled.lectures.matrix.Matrix;

/**
 * A backward pass as the chain rule is written down, and as nobody computes it: builds the full
 * Jacobian of every example and multiplies the upstream gradient with it. It gives the same numbers
 * as {@link Layer#backward} for out · in times the memory of an example.
 */
public final class FullJacobian {
  private FullJacobian() {}

  /** ∂L/∂x and ∂L/∂θ from the upstream gradient ∂L/∂y of a batch x. */
  public static Layer.Gradients backward(Layer layer, Matrix x, Matrix upstream) {
    Matrix input = x.zeros(x.rows(), x.columns());
    List<Matrix> parameters = new ArrayList<>();
    layer.parameters().forEach(p -> parameters.add(p.zeros(p.rows(), p.columns())));
    for (int i = 0; i < x.rows(); i++) {
      Layer.Jacobians jacobians = layer.jacobians(x.take(i));
      Matrix g = upstream.take(i); // ∂L/∂y of this example, [1, out]
      Matrix dx = g.times(jacobians.input()); // · ∂y/∂x [out, in]
      for (int j = 0; j < x.columns(); j++) {
        input.set(i, j, dx.get(0, j));
      }
      for (int p = 0; p < parameters.size(); p++) {
        Matrix flat = g.times(jacobians.parameters().get(p)); // · ∂y/∂θ [out, elements of θ]
        parameters.get(p).subtract(-1, folded(flat, parameters.get(p))); // examples add up
      }
    }
    return new Layer.Gradients(input, parameters);
  }

  /** One row of elements as a matrix of this shape. */
  private static Matrix folded(Matrix flat, Matrix like) {
    Matrix result = like.zeros(like.rows(), like.columns());
    for (int k = 0; k < flat.columns(); k++) {
      result.set(k / like.columns(), k % like.columns(), flat.get(0, k));
    }
    return result;
  }
}
