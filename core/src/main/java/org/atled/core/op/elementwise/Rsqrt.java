package org.atled.core.op.elementwise;

import org.atled.core.expr.Term;
import org.atled.core.tensor.Cotangents;
import org.atled.core.tensor.Keep;
import org.atled.core.tensor.Saved;
import org.atled.core.tensor.Tensor;
import org.atled.core.tensor.UnaryMap;

/** y = 1/√x; dy/dx = −y³/2. */
public record Rsqrt() implements UnaryMap {
  @Override
  public Term expression(Term x) {
    return x.constant(1L).div(x.sqrt());
  }

  @Override
  public Keep keeps() {
    return Keep.result();
  }

  @Override
  public Cotangents vjp(Saved s, Tensor g) {
    Tensor y = s.output();
    return Cotangents.of(g.mul(y.mul(y.square())).mul(-0.5));
  }
}
