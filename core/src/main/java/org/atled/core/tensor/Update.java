package org.atled.core.tensor;

import java.util.List;

/** A change of cells in place: an optimizer's step, a running statistic, an assignment. */
public interface Update {
  default String name() {
    return getClass().getSimpleName();
  }

  /** Makes every check there is, before anything is written. */
  void check(List<TensorType> cells, List<TensorType> inputs);

  /** Writes the cells by kernels. Inputs do not share storage with cells. */
  void run(Kernels k, List<? extends Cell> cells, List<Tensor> inputs);
}
