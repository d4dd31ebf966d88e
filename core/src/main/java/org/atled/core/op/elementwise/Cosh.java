package org.atled.core.op.elementwise;

import org.atled.core.expr.Hyperbolic;
import org.atled.core.expr.Term;
import org.atled.core.tensor.Cotangents;
import org.atled.core.tensor.Saved;
import org.atled.core.tensor.Tensor;
import org.atled.core.tensor.UnaryMap;

/** y = (eˣ + e⁻ˣ)/2; dy/dx = sinh x. */
public record Cosh() implements UnaryMap {
  @Override
  public Term expression(Term x) {
    return Hyperbolic.cosh(x);
  }

  @Override
  public Cotangents vjp(Saved s, Tensor g) {
    return Cotangents.of(g.mul(s.input(0).sinh()));
  }
}
