package org.atled.core.op.loss;

import java.util.List;
import org.atled.core.error.AtledException;
import org.atled.core.error.ShapeException;
import org.atled.core.error.TypeException;
import org.atled.core.tensor.Composite;
import org.atled.core.tensor.Operands;
import org.atled.core.tensor.RowProgram;
import org.atled.core.tensor.Tensor;

/** y = −mean(ln softmax(z)[class]) of logits [batch, classes, …] and classes [batch, …]. */
public record CrossEntropy() implements Composite {
  @Override
  public Operands operands() {
    return Operands.exactly(2);
  }

  @Override
  public Tensor define(List<Tensor> inputs) {
    Tensor logits = inputs.get(0);
    Tensor classes = inputs.get(1);
    if (logits.shape().rank() < 2
        || !logits.shape().reduce(new int[] {1}, false).equals(classes.shape())) {
      throw new ShapeException(
          "the logits are "
              + logits.shape()
              + " but the classes are "
              + classes.shape()
              + "; they must be [batch, classes, …] and [batch, …].");
    }
    if (!Targets.areLabels(classes)) {
      throw new TypeException(
          "the target is "
              + classes.type()
              + " but must hold the numbers of classes, int64 or int32.");
    }
    try {
      return RowProgram.of(
              logits.type(),
              () -> {
                Tensor picked = logits.logSoftmax(1).gather(1, classes.unsqueeze(1));
                return List.of(picked.mean().neg());
              })
          .getFirst();
    } catch (AtledException e) {
      Targets.checkLabels(classes, logits.shape().size(1));
      throw e;
    }
  }
}
