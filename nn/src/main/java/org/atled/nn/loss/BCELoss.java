package org.atled.nn.loss;

import java.util.Optional;
import org.atled.core.tensor.Reduction;
import org.atled.core.tensor.Tensor;

/**
 * w·(−y·ln p − (1 − y)·ln(1 − p)) of probabilities p and targets y in [0, 1], each logarithm at
 * least −100: see {@link Tensor#binaryCrossEntropy}. {@link BCEWithLogitsLoss} loses nothing.
 *
 * @param weight broadcasts to the losses; empty for ones
 */
public record BCELoss(Optional<Tensor> weight, Reduction reduction) implements Loss {
  /** PyTorch's defaults: no weights, the mean. */
  public BCELoss() {
    this(Optional.empty(), Reduction.MEAN);
  }

  public BCELoss weight(Tensor weights) {
    return new BCELoss(Optional.of(weights), reduction);
  }

  public BCELoss reduction(Reduction other) {
    return new BCELoss(weight, other);
  }

  @Override
  public Tensor of(Tensor output, Tensor target) {
    return output.binaryCrossEntropy(target, weight, reduction);
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
