package org.atled.nn.loss;

import org.atled.core.tensor.Reduction;
import org.atled.core.tensor.Tensor;

/**
 * 1 − (2·Σ p·y + s) / (Σ p + Σ y + s) of probabilities p [batch, channels, …] and targets y: see
 * {@link Tensor#diceLoss}.
 *
 * @param smooth s, which makes two empty regions equal
 */
public record DiceLoss(double smooth, Reduction reduction) implements Loss {
  /** MONAI's defaults: smooth 1e-5, the mean. */
  public DiceLoss() {
    this(1e-5, Reduction.MEAN);
  }

  public DiceLoss smooth(double other) {
    return new DiceLoss(other, reduction);
  }

  public DiceLoss reduction(Reduction other) {
    return new DiceLoss(smooth, other);
  }

  @Override
  public Tensor of(Tensor output, Tensor target) {
    return output.diceLoss(target, smooth, reduction);
  }
}
