package org.atled.lectures.experiment;

import org.atled.core.tensor.Tensor;
import org.atled.nn.loss.Loss;

/**
 * What is made of a network's last linear layer, and the loss that goes with it. All three are
 * negative log-likelihoods, of a normal, a Bernoulli and a categorical distribution, and so have
 * the same gradient by the logits z: what is said minus what is true, ŷ − y, over the batch.
 */
enum OutputUnit {
  /** ŷ = z; L = ½ Σ (z − y)². */
  NONE {
    @Override
    Tensor of(Tensor z) {
      return z;
    }

    @Override
    Tensor perExample(Tensor z, Tensor y) {
      return z.sub(y).square().div(2).sum(1);
    }
  },

  /** ŷ = σ(z), each for itself; L = −Σ (y ln ŷ + (1 − y) ln(1 − ŷ)) = Σ (ln(1 + eᶻ) − y z). */
  SIGMOID {
    @Override
    Tensor of(Tensor z) {
      return z.sigmoid();
    }

    @Override
    Tensor perExample(Tensor z, Tensor y) {
      return z.softplus().sub(y.mul(z)).sum(1);
    }
  },

  /** ŷ = softmax(z), which sums to 1; L = −Σ y ln ŷ. */
  SOFTMAX {
    @Override
    Tensor of(Tensor z) {
      return z.softmax(1);
    }

    @Override
    Tensor perExample(Tensor z, Tensor y) {
      return y.mul(z.logSoftmax(1)).sum(1).neg();
    }
  };

  /** ŷ [n, k] from logits z [n, k]. */
  abstract Tensor of(Tensor z);

  /** L [n] from logits [n, k] and targets [n, k]. */
  abstract Tensor perExample(Tensor z, Tensor y);

  /** The mean over the batch. */
  Loss loss() {
    return (z, y) -> perExample(z, y).mean();
  }

  /** The mean of (ŷ − y)²: what there is for a unit that is made to say numbers. */
  Loss squaredLoss() {
    return (z, y) -> of(z).sub(y).square().mean();
  }
}
