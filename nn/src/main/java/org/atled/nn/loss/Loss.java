package org.atled.nn.loss;

import org.atled.core.tensor.Tensor;

/** How far outputs are from targets: one number to train by. */
@FunctionalInterface
public interface Loss {
  /**
   * The loss: of rank 0, unless a {@link org.atled.core.tensor.Reduction} keeps those of elements.
   *
   * @param output what the network gave, [batch, …]
   * @param target what it should have given
   */
  Tensor of(Tensor output, Tensor target);
}
