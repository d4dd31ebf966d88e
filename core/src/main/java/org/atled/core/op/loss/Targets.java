package org.atled.core.op.loss;

import java.util.Arrays;
import org.atled.core.error.ArgumentException;
import org.atled.core.error.ShapeException;
import org.atled.core.shape.DType;
import org.atled.core.tensor.Recorder;
import org.atled.core.tensor.Scope;
import org.atled.core.tensor.Tensor;

/** What outputs are compared with: numbers of the same shape, or the numbers of classes. */
final class Targets {
  private Targets() {}

  /**
   * That the target has the output's shape: broadcasting would hide a mistake.
   *
   * @throws ShapeException if not
   */
  static void checkShape(Tensor output, Tensor target) {
    if (!output.shape().equals(target.shape())) {
      throw new ShapeException(
          "the output is "
              + output.shape()
              + " but the target is "
              + target.shape()
              + "; they must be equal, reshape one of them.");
    }
  }

  /** Whether a target can hold the numbers of classes. */
  static boolean areLabels(Tensor target) {
    return target.dtype() == DType.INT64 || target.dtype() == DType.INT32;
  }

  /**
   * Looks for a class that does not exist. In a step that is only written down there is nothing to
   * look at yet.
   *
   * @throws ArgumentException naming the first of them
   */
  static void checkLabels(Tensor target, long classes) {
    if (Scope.current().recorder().flatMap(Recorder::tape).isPresent()) {
      return;
    }
    long[] labels = target.toLongs();
    for (int i = 0; i < labels.length; i++) {
      if (labels[i] < 0 || labels[i] >= classes) {
        throw new ArgumentException(
            "the label at "
                + Arrays.toString(target.shape().place(i))
                + " is "
                + labels[i]
                + ", but the network tells "
                + classes
                + " classes apart, numbered from 0 to "
                + (classes - 1)
                + "; mend the label, or give the network an output for its class.");
      }
    }
  }
}
