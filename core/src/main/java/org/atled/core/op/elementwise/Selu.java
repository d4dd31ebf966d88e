package org.atled.core.op.elementwise;

import org.atled.core.expr.Activations;
import org.atled.core.expr.Term;
import org.atled.core.tensor.Cotangents;
import org.atled.core.tensor.Saved;
import org.atled.core.tensor.Tensor;
import org.atled.core.tensor.UnaryMap;

/**
 * y = λ·x where positive, λ·α·(eˣ − 1) elsewhere: Klambauer et al. 2017; dy/dx = λ and λ·α·eˣ, the
 * latter also at the kink.
 */
public record Selu() implements UnaryMap {
  @Override
  public Term expression(Term x) {
    return Activations.selu(x);
  }

  @Override
  public Cotangents vjp(Saved s, Tensor g) {
    Tensor positive = s.input(0).gt(0);
    Tensor slope = positive.where(0.0, s.input(0)).exp().mul(Activations.SELU_LAMBDA_ALPHA);
    return Cotangents.of(g.mul(positive.where(Activations.SELU_LAMBDA, slope)));
  }
}
