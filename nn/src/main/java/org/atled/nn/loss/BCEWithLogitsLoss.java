package org.atled.nn.loss;

import java.util.Optional;
import org.atled.core.tensor.Reduction;
import org.atled.core.tensor.Tensor;

/**
 * Logistic loss of logits z against targets y in [0, 1]: w·(−q·y·ln σ(z) − (1 − y)·ln(1 − σ(z))),
 * without overflow: see {@link Tensor#binaryCrossEntropyWithLogits(Tensor, Optional, Optional,
 * Reduction)}.
 *
 * <p>Targets have the shape of the logits; or they are the numbers of two classes, INT64 or INT32
 * [batch], for logits [batch, 1] of class 1 against class 0.
 *
 * @param weight w, broadcasts to the losses; empty for ones
 * @param positiveWeight q, broadcasts to the losses; empty for ones
 */
public record BCEWithLogitsLoss(
    Optional<Tensor> weight, Optional<Tensor> positiveWeight, Reduction reduction) implements Loss {
  /** PyTorch's defaults: no weights, the mean. */
  public BCEWithLogitsLoss() {
    this(Optional.empty(), Optional.empty(), Reduction.MEAN);
  }

  public BCEWithLogitsLoss weight(Tensor weights) {
    return new BCEWithLogitsLoss(Optional.of(weights), positiveWeight, reduction);
  }

  public BCEWithLogitsLoss positiveWeight(Tensor weights) {
    return new BCEWithLogitsLoss(weight, Optional.of(weights), reduction);
  }

  public BCEWithLogitsLoss reduction(Reduction other) {
    return new BCEWithLogitsLoss(weight, positiveWeight, other);
  }

  @Override
  public Tensor of(Tensor output, Tensor target) {
    return output.binaryCrossEntropyWithLogits(target, weight, positiveWeight, reduction);
  }

  @Override
  public Optional<Total> total(Tensor output, Tensor target) {
    return reduction == Reduction.MEAN
        ? Optional.of(Total.ofElements(reduction(Reduction.SUM).of(output, target), output))
        : Optional.empty();
  }

  @Override
  public Optional<Tensor> each(Tensor output, Tensor target) {
    return reduction == Reduction.MEAN
        ? Optional.of(Loss.meansOfExamples(reduction(Reduction.NONE).of(output, target)))
        : Optional.empty();
  }
}
