package org.atled.nn;

import java.util.Optional;
import org.atled.core.random.Seed;
import org.atled.core.tensor.Slot;
import org.atled.core.tensor.Tensor;

/** Whether a call of a module trains or evaluates: an argument of the call, not a switch. */
public sealed interface Mode {
  /** Dropout passes everything, running statistics are used and left alone. */
  record Evaluation() implements Mode {}

  /**
   * Training.
   *
   * @param seed from which a module's draws come, together with its path
   * @param step the number of the step (INT64), read when an operation runs
   * @param examples for each entry of the batch the number of its example in the data set (INT64),
   *     so that its draws do not depend on the batch it is in
   */
  record Training(Seed seed, Slot step, Optional<Tensor> examples) implements Mode {}

  static Mode evaluation() {
    return new Evaluation();
  }

  /** Training whose draws are keyed by seed, module, step, and place in the batch. */
  static Mode training(Seed seed, Slot step) {
    return new Training(seed, step, Optional.empty());
  }

  /** Training whose draws are keyed by seed, module, step, and example. */
  static Mode training(Seed seed, Slot step, Tensor examples) {
    return new Training(seed, step, Optional.of(examples));
  }
}
