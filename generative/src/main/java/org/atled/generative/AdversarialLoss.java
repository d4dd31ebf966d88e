package org.atled.generative;

import org.atled.core.tensor.Tensor;

/** What a critic and a generator make small, from the critic's scores of real and made data. */
public enum AdversarialLoss {
  /** The critic tells them apart by a logit, the generator raises its own: Goodfellow 2014. */
  NON_SATURATING {
    @Override
    public Tensor critic(Tensor real, Tensor made) {
      return real.neg().softplus().mean().add(made.softplus().mean());
    }

    @Override
    public Tensor generator(Tensor made) {
      return made.neg().softplus().mean();
    }
  },

  /** Real data are to score 1 and made ones 0: Mao et al. 2017, eq. 9. */
  LEAST_SQUARES {
    @Override
    public Tensor critic(Tensor real, Tensor made) {
      return real.sub(1.0).square().mean().add(made.square().mean()).mul(0.5);
    }

    @Override
    public Tensor generator(Tensor made) {
      return made.sub(1.0).square().mean().mul(0.5);
    }
  },

  /**
   * The critic's means differ by as much as a slope of 1 allows, which is the earth mover's
   * distance: Arjovsky, Chintala and Bottou 2017. The slope is kept by a penalty: Gulrajani et al.
   * 2017, eq. 3.
   */
  WASSERSTEIN {
    @Override
    public Tensor critic(Tensor real, Tensor made) {
      return made.mean().sub(real.mean());
    }

    @Override
    public Tensor generator(Tensor made) {
      return made.mean().neg();
    }
  };

  /** The critic's, from scores [batch, 1] of real and of made data. */
  public abstract Tensor critic(Tensor real, Tensor made);

  /** The generator's, from the scores of what it made. */
  public abstract Tensor generator(Tensor made);
}
