package org.atled.train;

import java.util.Map;
import org.atled.core.tensor.Tensor;

/**
 * A listener with numbers of its own, which a saved run holds too, so that a run that is resumed
 * goes on with them.
 */
public interface Resumable extends TrainingListener {
  /** What the numbers are called in files: {@code average}. */
  String key();

  /** The numbers of the moment, by name. */
  Map<String, Tensor> kept();

  /**
   * Takes back what {@link #kept} gave when the run was saved, before {@link #resumed}.
   *
   * @param kept empty if the run was saved without
   */
  void takeBack(Map<String, Tensor> kept);
}
