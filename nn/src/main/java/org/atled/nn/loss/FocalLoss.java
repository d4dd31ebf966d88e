package org.atled.nn.loss;

import org.atled.core.tensor.Reduction;
import org.atled.core.tensor.Tensor;

/**
 * a·(1 − p)^γ·(−ln p) of logits, what is learned already counting less: see {@link
 * Tensor#sigmoidFocalLoss}.
 *
 * @param alpha the weight of 1s, 1 − α being that of 0s; negative for none
 * @param gamma γ, at least 0
 */
public record FocalLoss(double alpha, double gamma, Reduction reduction) implements Loss {
  /** torchvision's defaults, but for the mean: alpha 0.25, gamma 2, the mean. */
  public FocalLoss() {
    this(0.25, 2, Reduction.MEAN);
  }

  public FocalLoss alpha(double other) {
    return new FocalLoss(other, gamma, reduction);
  }

  public FocalLoss gamma(double other) {
    return new FocalLoss(alpha, other, reduction);
  }

  public FocalLoss reduction(Reduction other) {
    return new FocalLoss(alpha, gamma, other);
  }

  @Override
  public Tensor of(Tensor output, Tensor target) {
    return output.sigmoidFocalLoss(target, alpha, gamma, reduction);
  }
}
