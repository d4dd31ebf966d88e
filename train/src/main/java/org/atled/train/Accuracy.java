package org.atled.train;

import org.atled.core.error.ShapeException;
import org.atled.core.shape.DType;
import org.atled.core.tensor.Tensor;
import org.atled.data.Batch;

/**
 * The share of examples whose class was found. Outputs [batch, classes] name the class of their
 * greatest number; outputs [batch, 1] or [batch] are logits of class 1 against class 0. Targets are
 * classes, or probabilities in the shape of outputs [batch, …], of which the most probable counts.
 */
public record Accuracy() implements Metric {
  /** The right class must come first. */
  public static Accuracy top1() {
    return new Accuracy();
  }

  @Override
  public String name() {
    return "accuracy";
  }

  @Override
  public Meter meter() {
    return new Mean(name(), (outputs, batch) -> sum(outputs.get(Outcome.OUTPUT), batch)).meter();
  }

  /** How many of the outputs name the class that is their target, each as much as it counts. */
  private static double sum(Tensor output, Batch batch) {
    if (!batch.tensors().has(Batch.WEIGHT)) {
      return sum(output, batch.y());
    }
    Tensor weights = batch.get(Batch.WEIGHT).to(DType.FLOAT64);
    return hits(output, batch.y()).to(DType.FLOAT64).mul(weights).sum().item();
  }

  static double sum(Tensor output, Tensor target) {
    return hits(output, target).sum().item();
  }

  /** Whether outputs name the class that is their target, [batch]. */
  static Tensor hits(Tensor output, Tensor target) {
    Tensor found = classes(output);
    if (target.dtype().isFloating() && target.shape().rank() == 2) {
      // Of the second class alone, more than a half is the most probable.
      boolean single = target.shape().size(1) == 1;
      return hits(output, classes(single ? target.sub(0.5) : target));
    }
    if (found.shape().elements() != target.shape().elements() || found.shape().rank() != 1) {
      throw new ShapeException(
          "Accuracy: takes outputs [batch, classes] and a class for each, not outputs "
              + output.shape()
              + " and classes "
              + target.shape()
              + ".");
    }
    return found.eq(target.reshape(found.shape()));
  }

  /** The class that each output names, INT64 [batch]. */
  public static Tensor classes(Tensor output) {
    boolean single = output.shape().rank() < 2 || output.shape().size(1) == 1;
    return single ? output.reshape(output.shape().size(0)).gt(0).to(DType.INT64) : output.argmax(1);
  }
}
