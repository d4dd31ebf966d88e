package org.atled.core.op.elementwise;

import org.atled.core.expr.Term;
import org.atled.core.tensor.Cotangents;
import org.atled.core.tensor.Keep;
import org.atled.core.tensor.Saved;
import org.atled.core.tensor.Tensor;
import org.atled.core.tensor.UnaryMap;

/** y = √x; dy/dx = 1/(2y). */
public record Sqrt() implements UnaryMap {
  @Override
  public Term expression(Term x) {
    return x.sqrt();
  }

  @Override
  public Keep keeps() {
    return Keep.result();
  }

  @Override
  public Cotangents vjp(Saved s, Tensor g) {
    return Cotangents.of(g.div(s.output().mul(2)));
  }
}
