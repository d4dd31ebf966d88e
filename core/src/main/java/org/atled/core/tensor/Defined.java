package org.atled.core.tensor;

import java.util.List;

/**
 * What can be said in other tensor operations. A {@link Composite} runs what it says; a {@link
 * SingleOp} that implements this as well computes the same by a faster way of its own, and tests
 * hold that way to the definition: values, first and second derivatives.
 */
public interface Defined {
  /** The result, in terms of tensor operations. */
  Tensor define(List<Tensor> inputs);
}
