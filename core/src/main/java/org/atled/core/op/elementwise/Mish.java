package org.atled.core.op.elementwise;

import org.atled.core.expr.Activations;
import org.atled.core.expr.Term;
import org.atled.core.tensor.Cotangents;
import org.atled.core.tensor.Saved;
import org.atled.core.tensor.Tensor;
import org.atled.core.tensor.UnaryMap;

/** y = x·t with t = tanh(ln(1 + eˣ)): Misra 2019; dy/dx = t + x·(1 − t²)·σ(x). */
public record Mish() implements UnaryMap {
  @Override
  public Term expression(Term x) {
    return Activations.mish(x);
  }

  @Override
  public Cotangents vjp(Saved s, Tensor g) {
    Tensor x = s.input(0);
    Tensor t = x.softplus().tanh();
    Tensor bent = t.square().neg().add(1).mul(x.sigmoid()).mul(x);
    return Cotangents.of(g.mul(t.add(bent)));
  }
}
