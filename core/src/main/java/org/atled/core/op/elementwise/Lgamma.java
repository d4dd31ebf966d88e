package org.atled.core.op.elementwise;

import org.atled.core.expr.Gamma;
import org.atled.core.expr.Term;
import org.atled.core.tensor.Cotangents;
import org.atled.core.tensor.Saved;
import org.atled.core.tensor.Tensor;
import org.atled.core.tensor.UnaryMap;

/** y = log |Γ(x)|; dy/dx = ψ(x). */
public record Lgamma() implements UnaryMap {
  @Override
  public Term expression(Term x) {
    return Gamma.lgamma(x);
  }

  @Override
  public Cotangents vjp(Saved s, Tensor g) {
    return Cotangents.of(g.mul(s.input(0).digamma()));
  }
}
