package org.atled.train;

import org.atled.core.tensor.Tensor;

/** Something that is measured on every batch and averaged over the examples. */
public interface Metric {
  /** What reports call it: {@code accuracy}. */
  String name();

  /**
   * The sum over the batch.
   *
   * @param output what the network gave
   * @param target what it should have given
   */
  double sum(Tensor output, Tensor target);
}
