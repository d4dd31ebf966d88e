package org.atled.core.tensor;

import java.util.List;
import java.util.Optional;
import org.atled.core.error.GradientException;

/** An operation with several results, such as sorted values and where they stood. */
public non-sealed interface MultiOp extends KernelOp {
  /**
   * The types of the results, in order. Makes every check there is, so that {@link #forward} needs
   * none.
   *
   * @throws org.atled.core.error.ShapeException and its kin, naming what does not fit
   */
  List<TensorType> infer(List<TensorType> inputs);

  /**
   * Computes the results by kernels.
   *
   * @param types what {@link #infer} said
   */
  List<Tensor> forward(Kernels k, List<TensorType> types, List<Tensor> inputs);

  /**
   * The vector-Jacobian product: for each input the sum of what the cotangents of the results give
   * it, in terms of tensor operations; as {@link SingleOp#vjp} otherwise.
   *
   * @param g for each result its cotangent, of its shape; empty where the loss does not depend on
   *     that result. At least one is there.
   */
  default Cotangents vjp(Saved saved, List<Optional<Tensor>> g) {
    throw new GradientException(name() + " has no derivative.");
  }
}
