package org.atled.core.op.elementwise;

import org.atled.core.expr.Logarithm;
import org.atled.core.expr.Term;
import org.atled.core.tensor.Cotangents;
import org.atled.core.tensor.Saved;
import org.atled.core.tensor.Tensor;
import org.atled.core.tensor.UnaryMap;

/** y = ln(1 + x), accurate near 0; dy/dx = 1/(1 + x). */
public record Log1p() implements UnaryMap {
  @Override
  public Term expression(Term x) {
    return Logarithm.log1p(x);
  }

  @Override
  public Cotangents vjp(Saved s, Tensor g) {
    return Cotangents.of(g.div(s.input(0).add(1)));
  }
}
