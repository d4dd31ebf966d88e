package org.atled.core.op.elementwise;

import org.atled.core.expr.Exponential;
import org.atled.core.expr.Term;
import org.atled.core.tensor.Cotangents;
import org.atled.core.tensor.Keep;
import org.atled.core.tensor.Saved;
import org.atled.core.tensor.Tensor;
import org.atled.core.tensor.UnaryMap;

/** y = 2ˣ; dy/dx = y·ln 2. */
public record Exp2() implements UnaryMap {
  @Override
  public Term expression(Term x) {
    return Exponential.exp2(x);
  }

  @Override
  public Keep keeps() {
    return Keep.result();
  }

  @Override
  public Cotangents vjp(Saved s, Tensor g) {
    return Cotangents.of(g.mul(s.output()).mul(0.6931471805599453));
  }
}
