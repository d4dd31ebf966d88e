package org.atled.core.tensor;

import java.util.List;

/**
 * Hears of everything that passes {@link Dispatch}, in order, whether or not it needs a gradient.
 */
public interface Recorder {
  void applied(Op op, List<Tensor> inputs, Tensor result);

  void updated(Update update, List<? extends Cell> cells, List<Tensor> inputs);

  /** The host is about to look at the numbers of a tensor, or to set a cell by hand. */
  void hostAccess(String what);
}
