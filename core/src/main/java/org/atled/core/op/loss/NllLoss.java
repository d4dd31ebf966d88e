package org.atled.core.op.loss;

import java.util.List;
import java.util.OptionalLong;
import org.atled.core.error.ShapeException;
import org.atled.core.error.TypeException;
import org.atled.core.tensor.Composite;
import org.atled.core.tensor.Operands;
import org.atled.core.tensor.Reduction;
import org.atled.core.tensor.Tensor;

/**
 * −w[class]·x[class] of logarithms of probabilities [batch, classes, …] and classes [batch, …].
 *
 * @param ignored a class that does not count
 */
public record NllLoss(OptionalLong ignored, Reduction reduction) implements Composite {
  @Override
  public Operands operands() {
    return Operands.between(2, 3);
  }

  @Override
  public Tensor define(List<Tensor> inputs) {
    Tensor x = inputs.get(0);
    Tensor classes = inputs.get(1);
    Targets.checkFloats(x);
    if (!Labels.fit(x, classes)) {
      throw new ShapeException(
          "the logarithms are "
              + x.shape()
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
    Labels labels = Labels.of(x, classes, Labels.weight(inputs), ignored);
    return Labels.explained(
        classes,
        x.shape().size(labels.axis()),
        ignored,
        () -> labels.reduce(labels.negative(x), reduction));
  }
}
