package org.atled.nn.loss;

import java.util.Optional;
import org.atled.core.tensor.Reduction;
import org.atled.core.tensor.Tensor;

/** (output − target)²: see {@link Tensor#mseLoss(Tensor, Reduction)}. */
public record MSELoss(Reduction reduction) implements Loss {
  /** PyTorch's defaults: the mean. */
  public MSELoss() {
    this(Reduction.MEAN);
  }

  public MSELoss reduction(Reduction other) {
    return new MSELoss(other);
  }

  @Override
  public Tensor of(Tensor output, Tensor target) {
    return output.mseLoss(target, reduction);
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
