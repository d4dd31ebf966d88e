package org.atled.nn.loss;

import org.atled.core.tensor.Reduction;
import org.atled.core.tensor.Tensor;

/**
 * max(0, margin − y·(a − b)): see {@link Tensor#marginRankingLoss}.
 *
 * @param margin by how much one should exceed the other
 */
public record MarginRankingLoss(double margin, Reduction reduction) {
  /** PyTorch's defaults: margin 0, the mean. */
  public MarginRankingLoss() {
    this(0, Reduction.MEAN);
  }

  public MarginRankingLoss margin(double other) {
    return new MarginRankingLoss(other, reduction);
  }

  public MarginRankingLoss reduction(Reduction other) {
    return new MarginRankingLoss(margin, other);
  }

  /**
   * The loss.
   *
   * @param target 1 where the first should be the greater, −1 where the second should
   */
  public Tensor of(Tensor first, Tensor second, Tensor target) {
    return first.marginRankingLoss(second, target, margin, reduction);
  }
}
