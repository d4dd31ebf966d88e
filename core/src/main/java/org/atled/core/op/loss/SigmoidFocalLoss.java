package org.atled.core.op.loss;

import org.atled.core.error.ArgumentException;
import org.atled.core.tensor.Reduction;
import org.atled.core.tensor.Tensor;

/**
 * a·(1 − p)^γ·(−ln p) with p = σ(x) for t = 1 and 1 − σ(x) for t = 0, a = α or 1 − α likewise; a
 * negative α means a = 1 (Lin et al. 2017, eq. 5).
 */
public record SigmoidFocalLoss(double alpha, double gamma, Reduction reduction)
    implements PairLoss {
  public SigmoidFocalLoss {
    if (!(gamma >= 0) || !(alpha <= 1)) {
      throw new ArgumentException(
          "sigmoidFocalLoss: gamma must be at least 0 and alpha at most 1, not "
              + gamma
              + " and "
              + alpha
              + ".");
    }
  }

  private Tensor power(Tensor q) {
    if (gamma == 2) {
      return q.square();
    }
    // Where q has become 0 its power is 0 (or 1), and the logarithm is not looked at.
    Tensor zero = q.eq(0);
    Tensor power = zero.where(1.0, q).log().mul(gamma).exp();
    return gamma == 0 ? power : zero.where(0.0, power);
  }

  @Override
  public Tensor each(Tensor x, Tensor t) {
    Tensor rest = t.neg().add(1);
    Tensor entropy = t.mul(x.neg().softplus()).add(rest.mul(x.softplus()));
    Tensor losses = entropy.mul(power(t.mul(x.neg().sigmoid()).add(rest.mul(x.sigmoid()))));
    return alpha < 0 ? losses : losses.mul(t.mul(alpha).add(rest.mul(1 - alpha)));
  }
}
