package org.atled.nn.loss;

import java.util.Optional;
import org.atled.core.tensor.Reduction;
import org.atled.core.tensor.Tensor;

/**
 * d²/2 where d = |output − target| is less than δ, else δ·(d − δ/2): see {@link Tensor#huberLoss}.
 *
 * @param delta δ, above 0
 */
public record HuberLoss(double delta, Reduction reduction) implements Loss {
  /** PyTorch's defaults: delta 1, the mean. */
  public HuberLoss() {
    this(1, Reduction.MEAN);
  }

  public HuberLoss delta(double other) {
    return new HuberLoss(other, reduction);
  }

  public HuberLoss reduction(Reduction other) {
    return new HuberLoss(delta, other);
  }

  @Override
  public Tensor of(Tensor output, Tensor target) {
    return output.huberLoss(target, delta, reduction);
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
