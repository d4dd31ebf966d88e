package org.atled.core.op.elementwise;

import org.atled.core.expr.Term;
import org.atled.core.tensor.Cotangents;
import org.atled.core.tensor.Keep;
import org.atled.core.tensor.Saved;
import org.atled.core.tensor.Tensor;
import org.atled.core.tensor.UnaryMap;

/** y = x − trunc x, with the sign of x; dy/dx = 1. */
public record Frac() implements UnaryMap {
  @Override
  public Term expression(Term x) {
    return x.sub(x.trunc());
  }

  @Override
  public Keep keeps() {
    return Keep.nothing();
  }

  @Override
  public Cotangents vjp(Saved s, Tensor g) {
    return Cotangents.of(g);
  }
}
