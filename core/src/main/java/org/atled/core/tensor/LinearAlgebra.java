package org.atled.core.tensor;

import org.atled.core.error.ShapeException;
import org.atled.core.op.linalg.MatMul;
import org.atled.core.op.nn.Linear;

/** Products of matrices and vectors. */
public sealed interface LinearAlgebra permits Tensor {
  /** This tensor. */
  Tensor self();

  /**
   * The matrix product, as NumPy's {@code @}: over the last axis of this and the last but one of b,
   * leading axes broadcast: [.., m, k] × [.., k, n] → [.., m, n]; a vector on the left is a row, on
   * the right a column, and the axis added for it is removed again. With G the gradient of the
   * result: ∂L/∂this = G·bᵀ, ∂L/∂b = thisᵀ·G, summed over broadcast axes.
   *
   * @throws ShapeException if the sizes do not meet, or if one has rank 0
   * @throws org.atled.core.error.TypeException if the promoted type is no float
   */
  default Tensor matmul(Tensor b) {
    Tensor a = self();
    if (a.shape().rank() == 0 || b.shape().rank() == 0) {
      throw new ShapeException(
          "matMul: " + a.shape() + " × " + b.shape() + ": takes no rank 0; use mul.");
    }
    boolean row = a.shape().rank() == 1;
    boolean column = b.shape().rank() == 1;
    Tensor product =
        Dispatch.apply(new MatMul(), row ? a.unsqueeze(0) : a, column ? b.unsqueeze(1) : b);
    product = column ? product.squeeze(-1) : product;
    return row ? product.squeeze(column ? -1 : -2) : product;
  }

  /**
   * x·Wᵀ for this x [.., in] and W [out, in]: [.., out]. With G the gradient of the result and
   * leading axes as one: ∂L/∂x = G·W, ∂L/∂W = Gᵀ·x.
   *
   * @throws ShapeException if the shapes are not such
   * @throws org.atled.core.error.TypeException if the promoted type is no float
   */
  default Tensor linear(Tensor weight) {
    return Dispatch.apply(new Linear(), self(), weight);
  }

  /**
   * x·Wᵀ + b for this x [.., in], W [out, in] and b [out]: [.., out], with the bits of the product
   * and then the sum. Gradients as in {@link #linear(Tensor)}, and ∂L/∂b = Σ G over leading axes.
   *
   * @throws ShapeException if the shapes are not such
   * @throws org.atled.core.error.TypeException if the promoted type is no float
   */
  default Tensor linear(Tensor weight, Tensor bias) {
    return Dispatch.apply(new Linear(), self(), weight, bias);
  }
}
