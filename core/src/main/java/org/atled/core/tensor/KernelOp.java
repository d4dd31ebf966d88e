package org.atled.core.tensor;

import java.util.Optional;

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

  /**
   * The operation that does the same to operands with one more axis in front, of this size, which
   * its results have too: each of them by itself. {@code Autograd.vmap} applies it; empty if there
   * is none.
   */
  default Optional<KernelOp> batched(long size) {
    return Optional.empty();
  }

  /**
   * Whether operands are broadcast to one rank. Then {@link #batched} is given those that have the
   * axis in front with axes of size 1 after it, up to that rank, and others as they are.
   */
  default boolean broadcasts() {
    return false;
  }
}
