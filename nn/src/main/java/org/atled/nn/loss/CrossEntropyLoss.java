package org.atled.nn.loss;

import java.util.Optional;
import java.util.OptionalLong;
import org.atled.core.tensor.Reduction;
import org.atled.core.tensor.Tensor;

/**
 * −w[class]·ln softmax(logits)[class]: logits [batch, classes, …] and classes as INT64 or INT32
 * [batch, …], from 0; or probabilities in the shape of the logits. A class that has no logit is an
 * error: see {@link Tensor#crossEntropy(Tensor, Optional, OptionalLong, double, Reduction)}.
 *
 * @param weight one for each class; empty for ones
 * @param ignored a number in place of a class that does not count
 * @param labelSmoothing the part of each target that is spread over all classes
 */
public record CrossEntropyLoss(
    Optional<Tensor> weight, OptionalLong ignored, double labelSmoothing, Reduction reduction)
    implements Loss {
  /**
   * PyTorch's defaults: no weights, no class ignored (theirs is −100), labelSmoothing 0, the mean.
   */
  public CrossEntropyLoss() {
    this(Optional.empty(), OptionalLong.empty(), 0, Reduction.MEAN);
  }

  public CrossEntropyLoss weight(Tensor weights) {
    return new CrossEntropyLoss(Optional.of(weights), ignored, labelSmoothing, reduction);
  }

  public CrossEntropyLoss ignoring(long label) {
    return new CrossEntropyLoss(weight, OptionalLong.of(label), labelSmoothing, reduction);
  }

  public CrossEntropyLoss labelSmoothing(double other) {
    return new CrossEntropyLoss(weight, ignored, other, reduction);
  }

  public CrossEntropyLoss reduction(Reduction other) {
    return new CrossEntropyLoss(weight, ignored, labelSmoothing, other);
  }

  @Override
  public Tensor of(Tensor output, Tensor target) {
    return output.crossEntropy(target, weight, ignored, labelSmoothing, reduction);
  }

  @Override
  public Optional<Total> total(Tensor output, Tensor target) {
    if (reduction != Reduction.MEAN) {
      return Optional.empty();
    }
    Tensor sum = reduction(Reduction.SUM).of(output, target);
    if (target.dtype().isFloating()) { // probabilities: the mean is over the rows
      Tensor rows = Tensor.of((double) target.shape().elements() / target.shape().size(1));
      return Optional.of(new Total(sum, rows.to(sum.dtype())));
    }
    return Optional.of(Total.ofClasses(sum, target, weight, ignored));
  }

  @Override
  public Optional<Tensor> each(Tensor output, Tensor target) {
    return reduction == Reduction.MEAN && ignored.isEmpty()
        ? Optional.of(Loss.meansOfExamples(reduction(Reduction.NONE).of(output, target)))
        : Optional.empty();
  }
}
