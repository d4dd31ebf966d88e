package org.atled.core.tensor;

import java.util.List;
import org.atled.core.error.GradientException;

/**
 * One operation: what shape it gives, how it is computed, how it is differentiated. An operation is
 * a record; its components are its parameters (axes, slices), its operands are tensors. {@link
 * Dispatch#apply} runs it.
 */
public interface Op {
  /** How messages, recordings and plans call it. */
  default String name() {
    String simple = getClass().getSimpleName();
    return Character.toLowerCase(simple.charAt(0)) + simple.substring(1);
  }

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

  /** What {@link #vjp} needs to see again. */
  default Keep keeps() {
    return Keep.inputs();
  }

  /**
   * Whether there is a {@link #vjp}. Without one the result needs no gradient, whatever went in.
   */
  default boolean isDifferentiable() {
    return true;
  }

  /**
   * The vector-Jacobian product: for each input the cotangent that a cotangent of the result gives
   * it, in terms of tensor operations. A cotangent may have the shape to which its input was
   * broadcast, and another float type: it is summed and converted on arrival.
   *
   * @param g the cotangent of the result, of its shape
   */
  default Cotangents vjp(Saved saved, Tensor g) {
    throw new GradientException(name() + " has no derivative.");
  }
}
