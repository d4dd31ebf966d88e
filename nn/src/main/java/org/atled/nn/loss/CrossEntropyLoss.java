package org.atled.nn.loss;

import org.atled.core.tensor.Tensor;

/**
 * −mean(ln softmax(logits)[class]): logits [batch, classes, …] and classes as INT64 or INT32
 * [batch, …], from 0. A class that has no logit is an error: see {@link Tensor#crossEntropy}.
 */
public record CrossEntropyLoss() implements Loss {
  @Override
  public Tensor of(Tensor output, Tensor target) {
    return output.crossEntropy(target);
  }
}
