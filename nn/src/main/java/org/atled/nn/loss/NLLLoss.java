package org.atled.nn.loss;

import java.util.Optional;
import java.util.OptionalLong;
import org.atled.core.tensor.Reduction;
import org.atled.core.tensor.Tensor;

/**
 * −w[class]·output[class] of logarithms of probabilities [batch, classes, …] and classes as INT64
 * or INT32 [batch, …]: see {@link Tensor#nllLoss(Tensor, Optional, OptionalLong, Reduction)}.
 *
 * @param weight one for each class; empty for ones
 * @param ignored a number in place of a class that does not count
 */
public record NLLLoss(Optional<Tensor> weight, OptionalLong ignored, Reduction reduction)
    implements Loss {
  /** PyTorch's defaults: no weights, no class ignored (theirs is −100), the mean. */
  public NLLLoss() {
    this(Optional.empty(), OptionalLong.empty(), Reduction.MEAN);
  }

  public NLLLoss weight(Tensor weights) {
    return new NLLLoss(Optional.of(weights), ignored, reduction);
  }

  public NLLLoss ignoring(long label) {
    return new NLLLoss(weight, OptionalLong.of(label), reduction);
  }

  public NLLLoss reduction(Reduction other) {
    return new NLLLoss(weight, ignored, other);
  }

  @Override
  public Tensor of(Tensor output, Tensor target) {
    return output.nllLoss(target, weight, ignored, reduction);
  }

  @Override
  public Optional<Total> total(Tensor output, Tensor target) {
    if (reduction != Reduction.MEAN) {
      return Optional.empty();
    }
    Tensor sum = reduction(Reduction.SUM).of(output, target);
    return Optional.of(Total.ofClasses(sum, target, weight, ignored));
  }

  @Override
  public Optional<Tensor> each(Tensor output, Tensor target) {
    return reduction == Reduction.MEAN && ignored.isEmpty()
        ? Optional.of(Loss.meansOfExamples(reduction(Reduction.NONE).of(output, target)))
        : Optional.empty();
  }
}
