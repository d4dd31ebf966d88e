package org.atled.nn.loss;

import java.util.Optional;
import org.atled.core.tensor.Reduction;
import org.atled.core.tensor.Tensor;

/**
 * The logistic loss of logits [batch, classes], averaged over the classes: see {@link
 * Tensor#multilabelSoftMarginLoss}.
 *
 * @param weight broadcasts to the logits; empty for ones
 */
public record MultiLabelSoftMarginLoss(Optional<Tensor> weight, Reduction reduction)
    implements Loss {
  /** PyTorch's defaults: no weights, the mean. */
  public MultiLabelSoftMarginLoss() {
    this(Optional.empty(), Reduction.MEAN);
  }

  public MultiLabelSoftMarginLoss weight(Tensor weights) {
    return new MultiLabelSoftMarginLoss(Optional.of(weights), reduction);
  }

  public MultiLabelSoftMarginLoss reduction(Reduction other) {
    return new MultiLabelSoftMarginLoss(weight, other);
  }

  @Override
  public Tensor of(Tensor output, Tensor target) {
    return output.multilabelSoftMarginLoss(target, weight, reduction);
  }
}
