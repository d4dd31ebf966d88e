package org.atled.core.op.elementwise;

import org.atled.core.expr.Activations;
import org.atled.core.expr.Term;
import org.atled.core.tensor.Cotangents;
import org.atled.core.tensor.Saved;
import org.atled.core.tensor.Tensor;
import org.atled.core.tensor.UnaryMap;

/** y = x·σ(x): Elfwing, Uchibe and Doya 2017; dy/dx = σ·(1 + x·(1 − σ)). */
public record Silu() implements UnaryMap {
  @Override
  public Term expression(Term x) {
    return Activations.silu(x);
  }

  @Override
  public Cotangents vjp(Saved s, Tensor g) {
    Tensor sigma = s.input(0).sigmoid();
    return Cotangents.of(g.mul(sigma).mul(sigma.neg().add(1).mul(s.input(0)).add(1)));
  }
}
