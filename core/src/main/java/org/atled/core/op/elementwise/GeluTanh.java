package org.atled.core.op.elementwise;

import org.atled.core.expr.Activations;
import org.atled.core.expr.Term;
import org.atled.core.tensor.Cotangents;
import org.atled.core.tensor.Saved;
import org.atled.core.tensor.Tensor;
import org.atled.core.tensor.UnaryMap;

/**
 * y = x·σ(2u) = x/2·(1 + tanh u) with u = √(2/π)·(x + 0.044715 x³): Hendrycks and Gimpel 2016.
 * dy/dx = σ + x·σ·(1 − σ)·2u′.
 */
public record GeluTanh() implements UnaryMap {
  @Override
  public Term expression(Term x) {
    return Activations.geluTanh(x);
  }

  @Override
  public Cotangents vjp(Saved s, Tensor g) {
    // Beyond 40 the slope is 0 or 1, where squares may leave the range; x − x is NaN at ±∞ alone.
    Tensor x = s.input(0).clip(-40.0, 40.0).add(s.input(0).sub(s.input(0)));
    Tensor square = x.square();
    Tensor sigma = square.mul(Activations.GELU_CUBIC).add(Activations.GELU_LINEAR).mul(x).sigmoid();
    Tensor slope = square.mul(3 * Activations.GELU_CUBIC).add(Activations.GELU_LINEAR);
    Tensor curved = sigma.neg().add(1).mul(x).mul(slope).add(1);
    return Cotangents.of(g.mul(sigma).mul(curved));
  }
}
