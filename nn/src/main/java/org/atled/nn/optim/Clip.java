package org.atled.nn.optim;

import org.atled.core.autograd.Gradients;
import org.atled.core.error.ArgumentException;
import org.atled.core.tensor.Tensor;

/** Gradients that are too great made smaller before a step. */
public sealed interface Clip {
  /** The gradients as they are to be used. */
  Gradients of(Gradients gradients);

  /** Each number to [−most, most]: PyTorch's clip_grad_value_. */
  static Clip byValue(double most) {
    return new Value(most);
  }

  /** All together to a norm of at most so much: PyTorch's clip_grad_norm_. */
  static Clip byNorm(double most) {
    return new Norm(most);
  }

  /** Those of each parameter to a norm of at most so much. */
  static Clip eachByNorm(double most) {
    return new EachNorm(most);
  }

  /** Each number to [−most, most]. */
  record Value(double most) implements Clip {
    public Value {
      checked(most);
    }

    @Override
    public Gradients of(Gradients gradients) {
      return gradients.mapKeepingZeros(g -> g.clip(-most, most));
    }
  }

  /** All together times most/(norm + 1e-6), if that is below 1. */
  record Norm(double most) implements Clip {
    public Norm {
      checked(most);
    }

    @Override
    public Gradients of(Gradients gradients) {
      Tensor factor = factor(most, gradients.norm());
      return gradients.mapKeepingZeros(g -> g.mul(factor.to(g.dtype())));
    }
  }

  /** Those of each parameter likewise, by their own norm. */
  record EachNorm(double most) implements Clip {
    public EachNorm {
      checked(most);
    }

    @Override
    public Gradients of(Gradients gradients) {
      return gradients.mapKeepingZeros(g -> g.mul(factor(most, g.square().sum().sqrt())));
    }
  }

  private static Tensor factor(double most, Tensor norm) {
    return norm.add(1e-6).reciprocal().mul(most).minimum(1.0);
  }

  private static void checked(double most) {
    if (!(most > 0 && most < Double.POSITIVE_INFINITY)) {
      throw new ArgumentException("Clip: the most is " + most + " but must be above 0 and finite.");
    }
  }
}
