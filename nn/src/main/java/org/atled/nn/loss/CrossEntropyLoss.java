package org.atled.nn.loss;

import org.atled.core.error.AtledException;
import org.atled.core.error.ShapeException;
import org.atled.core.error.TypeException;
import org.atled.core.tensor.Tensor;

/**
 * −mean(ln softmax(logits)[class]): logits [batch, classes, …] and classes as INT64 or INT32
 * [batch, …], from 0. A class that has no logit is an error.
 */
public record CrossEntropyLoss() implements Loss {
  @Override
  public Tensor of(Tensor output, Tensor target) {
    if (output.shape().rank() < 2
        || !output.shape().reduce(new int[] {1}, false).equals(target.shape())) {
      throw new ShapeException(
          "CrossEntropyLoss: the logits are "
              + output.shape()
              + " but the classes are "
              + target.shape()
              + "; they must be [batch, classes, …] and [batch, …].");
    }
    if (!Labels.are(target)) {
      throw new TypeException(
          "CrossEntropyLoss: the target is "
              + target.type()
              + " but must hold the numbers of classes, int64 or int32.");
    }
    try {
      return output.logSoftmax(1).gather(1, target.unsqueeze(1)).mean().neg();
    } catch (AtledException e) {
      Labels.check("CrossEntropyLoss", target, output.shape().size(1));
      throw e.within("CrossEntropyLoss");
    }
  }
}
