package org.atled.nn.loss;

import java.util.Optional;
import org.atled.core.tensor.Reduction;
import org.atled.core.tensor.Tensor;

/**
 * d²/2β where d = |output − target| is less than β, else d − β/2: see {@link Tensor#smoothL1Loss}.
 *
 * @param beta β, at least 0
 */
public record SmoothL1Loss(double beta, Reduction reduction) implements Loss {
  /** PyTorch's defaults: beta 1, the mean. */
  public SmoothL1Loss() {
    this(1, Reduction.MEAN);
  }

  public SmoothL1Loss beta(double other) {
    return new SmoothL1Loss(other, reduction);
  }

  public SmoothL1Loss reduction(Reduction other) {
    return new SmoothL1Loss(beta, other);
  }

  @Override
  public Tensor of(Tensor output, Tensor target) {
    return output.smoothL1Loss(target, beta, reduction);
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
