package org.atled.core.tensor;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.atled.core.spi.Kernel;

/**
 * Hears of everything that passes {@link Dispatch}, in order, whether or not it needs a gradient.
 */
public interface Recorder {
  /**
   * Takes kernels instead of the backend, if this recorder writes a step down without running it.
   */
  default Optional<Consumer<Kernel>> tape() {
    return Optional.empty();
  }

  /**
   * Whether it does what it hears of once more, for other numbers. Then gradients have their
   * history at once, by which it sees what is constant, and plans run operation by operation.
   */
  default boolean repeats() {
    return false;
  }

  /** The kernels that follow are those of an operation or update of this name. */
  default void begins(String name) {}

  /** What follows, until {@link #leaves}, is part of a composite operation of this name. */
  default void enters(String name) {}

  /** The composite operation entered last is done. */
  default void leaves() {}

  void applied(KernelOp op, List<Tensor> inputs, List<Tensor> results);

  void updated(Update update, List<? extends Cell> cells, List<Tensor> inputs);

  /** The host is about to look at the numbers of a tensor, or to set a cell by hand. */
  void hostAccess(String what);
}
