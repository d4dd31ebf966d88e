package org.atled.nn.loss;

import java.util.Optional;
import org.atled.core.tensor.Reduction;
import org.atled.core.tensor.Tensor;

/**
 * Σ w[class]·max(0, margin − x[class] + x[c])^p / classes over the other classes c: see {@link
 * Tensor#multiMarginLoss}.
 *
 * @param p 1 or 2
 * @param margin by how much a class should exceed the others
 * @param weight one for each class; empty for ones
 */
public record MultiMarginLoss(int p, double margin, Optional<Tensor> weight, Reduction reduction)
    implements Loss {
  /** PyTorch's defaults: p 1, margin 1, no weights, the mean. */
  public MultiMarginLoss() {
    this(1, 1, Optional.empty(), Reduction.MEAN);
  }

  public MultiMarginLoss p(int other) {
    return new MultiMarginLoss(other, margin, weight, reduction);
  }

  public MultiMarginLoss margin(double other) {
    return new MultiMarginLoss(p, other, weight, reduction);
  }

  public MultiMarginLoss weight(Tensor weights) {
    return new MultiMarginLoss(p, margin, Optional.of(weights), reduction);
  }

  public MultiMarginLoss reduction(Reduction other) {
    return new MultiMarginLoss(p, margin, weight, other);
  }

  @Override
  public Tensor of(Tensor output, Tensor target) {
    return output.multiMarginLoss(target, p, margin, weight, reduction);
  }
}
