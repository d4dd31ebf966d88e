package org.atled.nn.loss;

import org.atled.core.tensor.Reduction;
import org.atled.core.tensor.Tensor;

/**
 * 1 − cos(a, b) where the target is 1, max(0, cos(a, b) − margin) where it is −1: see {@link
 * Tensor#cosineEmbeddingLoss}.
 *
 * @param margin the cosine that is not yet too near, from −1 to 1
 */
public record CosineEmbeddingLoss(double margin, Reduction reduction) {
  /** PyTorch's defaults: margin 0, the mean. */
  public CosineEmbeddingLoss() {
    this(0, Reduction.MEAN);
  }

  public CosineEmbeddingLoss margin(double other) {
    return new CosineEmbeddingLoss(other, reduction);
  }

  public CosineEmbeddingLoss reduction(Reduction other) {
    return new CosineEmbeddingLoss(margin, other);
  }

  /**
   * The loss of embeddings [batch, size].
   *
   * @param target 1 or −1, [batch]
   */
  public Tensor of(Tensor first, Tensor second, Tensor target) {
    return first.cosineEmbeddingLoss(second, target, margin, reduction);
  }
}
