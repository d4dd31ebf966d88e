package org.atled.nn.loss;

import org.atled.core.tensor.Tensor;

/**
 * Logistic loss of logits z against targets y in [0, 1]: mean(−y·ln σ(z) − (1 − y)·ln(1 − σ(z))),
 * without overflow: see {@link Tensor#binaryCrossEntropyWithLogits}.
 *
 * <p>Targets have the shape of the logits; or they are the numbers of two classes, INT64 or INT32
 * [batch], for logits [batch, 1] of class 1 against class 0.
 */
public record BCEWithLogitsLoss() implements Loss {
  @Override
  public Tensor of(Tensor output, Tensor target) {
    return output.binaryCrossEntropyWithLogits(target);
  }
}
