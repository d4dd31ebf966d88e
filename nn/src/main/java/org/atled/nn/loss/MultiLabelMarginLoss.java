package org.atled.nn.loss;

import org.atled.core.tensor.Reduction;
import org.atled.core.tensor.Tensor;

/**
 * Σ max(0, 1 − x[y] + x[c]) / classes over the classes y that apply and the others c; targets are
 * the numbers of those that apply, before the first −1: see {@link Tensor#multilabelMarginLoss}.
 */
public record MultiLabelMarginLoss(Reduction reduction) implements Loss {
  /** PyTorch's defaults: the mean. */
  public MultiLabelMarginLoss() {
    this(Reduction.MEAN);
  }

  public MultiLabelMarginLoss reduction(Reduction other) {
    return new MultiLabelMarginLoss(other);
  }

  @Override
  public Tensor of(Tensor output, Tensor target) {
    return output.multilabelMarginLoss(target, reduction);
  }
}
