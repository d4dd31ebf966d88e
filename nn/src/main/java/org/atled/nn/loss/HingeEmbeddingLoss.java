package org.atled.nn.loss;

import org.atled.core.tensor.Reduction;
import org.atled.core.tensor.Tensor;

/**
 * x where the target is 1, max(0, margin − x) where it is −1: see {@link
 * Tensor#hingeEmbeddingLoss}.
 *
 * @param margin what distances of what does not belong together should exceed
 */
public record HingeEmbeddingLoss(double margin, Reduction reduction) implements Loss {
  /** PyTorch's defaults: margin 1, the mean. */
  public HingeEmbeddingLoss() {
    this(1, Reduction.MEAN);
  }

  public HingeEmbeddingLoss margin(double other) {
    return new HingeEmbeddingLoss(other, reduction);
  }

  public HingeEmbeddingLoss reduction(Reduction other) {
    return new HingeEmbeddingLoss(margin, other);
  }

  @Override
  public Tensor of(Tensor output, Tensor target) {
    return output.hingeEmbeddingLoss(target, margin, reduction);
  }
}
