package org.atled.core.tensor;

/**
 * One operation. An operation is a record; its components are its parameters (axes, slices), its
 * operands are tensors. {@link Dispatch} applies it.
 */
public sealed interface Op permits KernelOp, Composite {
  /** How messages, recordings and plans call it. */
  default String name() {
    String simple = getClass().getSimpleName();
    return Character.toLowerCase(simple.charAt(0)) + simple.substring(1);
  }

  /** How many operands it takes; checked before anything else. */
  default Operands operands() {
    return Operands.exactly(1);
  }
}
