package org.atled.core.op.elementwise;

import org.atled.core.expr.Exponential;
import org.atled.core.expr.Term;
import org.atled.core.tensor.Cotangents;
import org.atled.core.tensor.Keep;
import org.atled.core.tensor.Saved;
import org.atled.core.tensor.Tensor;
import org.atled.core.tensor.UnaryMap;

/** y = eˣ; dy/dx = y. */
public record Exp() implements UnaryMap {
  @Override
  public Term expression(Term x) {
    return Exponential.exp(x);
  }

  @Override
  public Keep keeps() {
    return Keep.result();
  }

  @Override
  public Cotangents vjp(Saved s, Tensor g) {
    return Cotangents.of(g.mul(s.output()));
  }
}
