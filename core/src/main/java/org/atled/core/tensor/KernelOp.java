package org.atled.core.tensor;

/**
 * An operation that says itself what shapes it gives, how kernels compute it, and how it is
 * differentiated. Most give one tensor ({@link SingleOp}), some several ({@link MultiOp}).
 */
public sealed interface KernelOp extends Op permits SingleOp, MultiOp {
  /** What the vector-Jacobian product needs to see again. */
  default Keep keeps() {
    return Keep.inputs();
  }

  /**
   * Whether it has a derivative. Without one no result needs a gradient, whatever went in. Results
   * that are no floats never do.
   */
  default boolean isDifferentiable() {
    return true;
  }
}
