package org.atled.nn.loss;

import org.atled.core.tensor.Reduction;
import org.atled.core.tensor.Tensor;

/**
 * e^x − y·x of logarithms x of rates and counts y: see {@link Tensor#poissonNllLoss}.
 *
 * @param logInput whether outputs are logarithms of rates, and not rates
 * @param full whether Stirling's approximation of ln y! is added
 * @param eps added to rates under a logarithm
 */
public record PoissonNLLLoss(boolean logInput, boolean full, double eps, Reduction reduction)
    implements Loss {
  /** PyTorch's defaults: logInput, not full, eps 1e-8, the mean. */
  public PoissonNLLLoss() {
    this(true, false, 1e-8, Reduction.MEAN);
  }

  public PoissonNLLLoss logInput(boolean other) {
    return new PoissonNLLLoss(other, full, eps, reduction);
  }

  public PoissonNLLLoss full(boolean other) {
    return new PoissonNLLLoss(logInput, other, eps, reduction);
  }

  public PoissonNLLLoss eps(double other) {
    return new PoissonNLLLoss(logInput, full, other, reduction);
  }

  public PoissonNLLLoss reduction(Reduction other) {
    return new PoissonNLLLoss(logInput, full, eps, other);
  }

  @Override
  public Tensor of(Tensor output, Tensor target) {
    return output.poissonNllLoss(target, logInput, full, eps, reduction);
  }
}
