package org.atled.nn.loss;

import java.util.Optional;
import org.atled.core.tensor.Reduction;
import org.atled.core.tensor.Tensor;

/** |output − target|: see {@link Tensor#l1Loss}. */
public record L1Loss(Reduction reduction) implements Loss {
  /** PyTorch's defaults: the mean. */
  public L1Loss() {
    this(Reduction.MEAN);
  }

  public L1Loss reduction(Reduction other) {
    return new L1Loss(other);
  }

  @Override
  public Tensor of(Tensor output, Tensor target) {
    return output.l1Loss(target, reduction);
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
