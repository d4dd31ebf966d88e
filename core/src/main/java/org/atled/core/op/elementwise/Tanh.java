package org.atled.core.op.elementwise;

import org.atled.core.expr.Hyperbolic;
import org.atled.core.expr.Term;
import org.atled.core.tensor.Cotangents;
import org.atled.core.tensor.Keep;
import org.atled.core.tensor.Saved;
import org.atled.core.tensor.Tensor;
import org.atled.core.tensor.UnaryMap;

/** y = tanh x; dy/dx = 1 − y². */
public record Tanh() implements UnaryMap {
  @Override
  public Term expression(Term x) {
    return Hyperbolic.tanh(x);
  }

  @Override
  public Keep keeps() {
    return Keep.result();
  }

  @Override
  public Cotangents vjp(Saved s, Tensor g) {
    return Cotangents.of(g.mul(s.output().square().neg().add(1)));
  }
}
