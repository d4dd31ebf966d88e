package org.atled.nn.loss;

import org.atled.core.tensor.Reduction;
import org.atled.core.tensor.Tensor;

/**
 * The divergence y·(ln y − x) of logarithms of probabilities x from targets y: see {@link
 * Tensor#klDiv}. {@link Reduction#BATCH_MEAN} is that of distributions.
 *
 * @param logTarget whether the targets are logarithms too
 */
public record KLDivLoss(boolean logTarget, Reduction reduction) implements Loss {
  /** PyTorch's defaults: not logTarget, the mean. */
  public KLDivLoss() {
    this(false, Reduction.MEAN);
  }

  public KLDivLoss logTarget(boolean other) {
    return new KLDivLoss(other, reduction);
  }

  public KLDivLoss reduction(Reduction other) {
    return new KLDivLoss(logTarget, other);
  }

  @Override
  public Tensor of(Tensor output, Tensor target) {
    return output.klDiv(target, logTarget, reduction);
  }
}
