package org.atled.core.tensor;

import java.util.List;
import org.atled.core.error.GradientException;

/** An operation with one result. */
public non-sealed interface SingleOp extends KernelOp {
  /**
   * The type of the result. Makes every check there is, so that {@link #forward} needs none.
   *
   * @throws org.atled.core.error.ShapeException and its kin, naming what does not fit
   */
  TensorType infer(List<TensorType> inputs);

  /**
   * Computes the result by kernels.
   *
   * @param type what {@link #infer} said
   */
  Tensor forward(Kernels k, TensorType type, List<Tensor> inputs);

  /**
   * The vector-Jacobian product: for each input the cotangent that a cotangent of the result gives
   * it, in terms of tensor operations. A cotangent may have the shape to which its input was
   * broadcast, and another float type: it is summed and converted on arrival. What nobody wants
   * ({@link Saved#wants}) need not be computed.
   *
   * @param g the cotangent of the result, of its shape
   */
  default Cotangents vjp(Saved saved, Tensor g) {
    throw new GradientException(name() + " has no derivative.");
  }
}
