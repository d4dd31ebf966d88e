package org.atled.core.tensor;

/**
 * One operation: what shapes it gives, how it is computed, how it is differentiated. An operation
 * is a record; its components are its parameters (axes, slices), its operands are tensors. Most
 * give one tensor ({@link SingleOp}), some several ({@link MultiOp}). {@link Dispatch} runs them.
 */
public sealed interface Op permits SingleOp, MultiOp {
  /** How messages, recordings and plans call it. */
  default String name() {
    String simple = getClass().getSimpleName();
    return Character.toLowerCase(simple.charAt(0)) + simple.substring(1);
  }

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
