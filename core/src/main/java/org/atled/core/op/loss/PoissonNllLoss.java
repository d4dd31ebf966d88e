package org.atled.core.op.loss;

import org.atled.core.tensor.Reduction;
import org.atled.core.tensor.Tensor;

/**
 * e^x − t·x, or x − t·ln(x + ε) of rates x that are no logarithms; with Stirling's t·ln t − t +
 * ln(2πt)/2 for ln t! where t is above 1.
 */
public record PoissonNllLoss(boolean logInput, boolean full, double eps, Reduction reduction)
    implements PairLoss {
  private static final double LOG_2_PI = 1.8378770664093453;

  @Override
  public Tensor each(Tensor x, Tensor t) {
    Tensor losses = logInput ? x.exp().sub(t.mul(x)) : x.sub(t.mul(x.add(eps).log()));
    if (!full) {
      return losses;
    }
    Tensor large = t.gt(1);
    Tensor n = large.where(t, 1.0);
    Tensor logarithm = n.log();
    Tensor stirling = n.mul(logarithm).sub(n).add(logarithm.add(LOG_2_PI).mul(0.5));
    return losses.add(large.where(stirling, 0.0));
  }
}
