package org.atled.nn.loss;

import org.atled.core.tensor.Reduction;
import org.atled.core.tensor.Tensor;

/** ln(1 + e^(−y·x)) of targets y of 1 or −1: see {@link Tensor#softMarginLoss}. */
public record SoftMarginLoss(Reduction reduction) implements Loss {
  /** PyTorch's defaults: the mean. */
  public SoftMarginLoss() {
    this(Reduction.MEAN);
  }

  public SoftMarginLoss reduction(Reduction other) {
    return new SoftMarginLoss(other);
  }

  @Override
  public Tensor of(Tensor output, Tensor target) {
    return output.softMarginLoss(target, reduction);
  }
}
