package org.atled.nn.loss;

import org.atled.core.tensor.Tensor;

/** One number for how far outputs are from targets: the mean over the batch. */
@FunctionalInterface
public interface Loss {
  /**
   * The loss, of rank 0.
   *
   * @param output what the network gave, [batch, …]
   * @param target what it should have given
   */
  Tensor of(Tensor output, Tensor target);
}
