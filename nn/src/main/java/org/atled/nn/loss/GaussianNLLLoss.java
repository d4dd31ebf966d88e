package org.atled.nn.loss;

import org.atled.core.tensor.Reduction;
import org.atled.core.tensor.Tensor;

/**
 * (ln v + (x − y)²/v) / 2 of means x, targets y and variances v: see {@link
 * Tensor#gaussianNllLoss}.
 *
 * @param full whether the constant ln(2π)/2 is added
 * @param eps the least variance
 */
public record GaussianNLLLoss(boolean full, double eps, Reduction reduction) {
  /** PyTorch's defaults: not full, eps 1e-6, the mean. */
  public GaussianNLLLoss() {
    this(false, 1e-6, Reduction.MEAN);
  }

  public GaussianNLLLoss full(boolean other) {
    return new GaussianNLLLoss(other, eps, reduction);
  }

  public GaussianNLLLoss eps(double other) {
    return new GaussianNLLLoss(full, other, reduction);
  }

  public GaussianNLLLoss reduction(Reduction other) {
    return new GaussianNLLLoss(full, eps, other);
  }

  /**
   * The loss.
   *
   * @param variance of the shape of the outputs, or one for all along the last axis
   */
  public Tensor of(Tensor output, Tensor target, Tensor variance) {
    return output.gaussianNllLoss(target, variance, full, eps, reduction);
  }
}
