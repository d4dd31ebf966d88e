package org.atled.core.op.loss;

import java.util.Arrays;
import java.util.OptionalLong;
import java.util.function.DoublePredicate;
import org.atled.core.error.ArgumentException;
import org.atled.core.error.ShapeException;
import org.atled.core.error.TypeException;
import org.atled.core.shape.DType;
import org.atled.core.shape.Shape;
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

  /**
   * That the output holds floats.
   *
   * @throws TypeException if not
   */
  static void checkFloats(Tensor output) {
    if (!output.dtype().isFloating()) {
      throw new TypeException("takes floats, not " + output.type() + "; convert with to(…).");
    }
  }

  /**
   * Weights in the type of losses, which they are multiplied with.
   *
   * @throws ShapeException if they do not broadcast to the losses
   */
  static Tensor weights(Tensor weight, Tensor losses) {
    if (!weight.shape().broadcastsTo(losses.shape())) {
      throw new ShapeException(
          "the weights are "
              + weight.shape()
              + ", which do not broadcast to the losses, "
              + losses.shape()
              + ".");
    }
    return weight.to(losses.dtype());
  }

  /** Whether a target can hold the numbers of classes. */
  static boolean areLabels(Tensor target) {
    return target.dtype() == DType.INT64 || target.dtype() == DType.INT32;
  }

  /**
   * Looks for a class that does not exist. In a step that is only written down there is nothing to
   * look at yet.
   *
   * @param ignored a number that stands for no class
   * @throws ArgumentException naming the first of them
   */
  static void checkLabels(Tensor target, long classes, OptionalLong ignored) {
    if (Scope.current().isWrittenDown()) {
      return;
    }
    long[] labels = target.toLongs();
    for (int i = 0; i < labels.length; i++) {
      boolean isIgnored = ignored.isPresent() && ignored.getAsLong() == labels[i];
      if ((labels[i] < 0 || labels[i] >= classes) && !isIgnored) {
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

  /**
   * Looks for a number that is not allowed, unless the step is only written down.
   *
   * @param name how the message calls one: {@code the probability}
   * @param rule what it must be, and the way out
   * @throws ArgumentException naming the first of them
   */
  static void check(Tensor numbers, DoublePredicate allowed, String name, String rule) {
    if (Scope.current().isWrittenDown()) {
      return;
    }
    double[] values = numbers.toDoubles();
    for (int i = 0; i < values.length; i++) {
      if (!allowed.test(values[i])) {
        Shape shape = numbers.shape();
        throw new ArgumentException(
            name
                + (shape.rank() == 0 ? "" : " at " + Arrays.toString(shape.place(i)))
                + " is "
                + values[i]
                + " but must be "
                + rule);
      }
    }
  }

  /** That targets are 1 for what belongs together and −1 for what does not. */
  static void checkSigns(Tensor target) {
    check(target, t -> t == 1 || t == -1, "the target", "1 or -1; map classes 0 and 1 to these.");
  }

  /** max(0, x) with PyTorch's gradient of clamp_min, 1 at 0 too. */
  static Tensor atLeastZero(Tensor x) {
    return x.lt(0).where(0.0, x);
  }
}
