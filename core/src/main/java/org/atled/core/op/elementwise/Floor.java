package org.atled.core.op.elementwise;

import org.atled.core.expr.Term;
import org.atled.core.tensor.Cotangents;
import org.atled.core.tensor.Keep;
import org.atled.core.tensor.Saved;
import org.atled.core.tensor.Tensor;
import org.atled.core.tensor.UnaryMap;

/** y = ⌊x⌋; dy/dx = 0. */
public record Floor() implements UnaryMap {
  @Override
  public Term expression(Term x) {
    return x.floor();
  }

  @Override
  public Keep keeps() {
    return Keep.nothing();
  }

  @Override
  public Cotangents vjp(Saved s, Tensor g) {
    return Cotangents.of(g.zerosLike());
  }
}
