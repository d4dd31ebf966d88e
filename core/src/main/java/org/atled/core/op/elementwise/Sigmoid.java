package org.atled.core.op.elementwise;

import org.atled.core.expr.Logistic;
import org.atled.core.expr.Term;
import org.atled.core.tensor.Cotangents;
import org.atled.core.tensor.Keep;
import org.atled.core.tensor.Saved;
import org.atled.core.tensor.Tensor;
import org.atled.core.tensor.UnaryMap;

/** y = 1/(1 + e⁻ˣ); dy/dx = y(1 − y). */
public record Sigmoid() implements UnaryMap {
  @Override
  public Term expression(Term x) {
    return Logistic.sigmoid(x);
  }

  @Override
  public Keep keeps() {
    return Keep.result();
  }

  @Override
  public Cotangents vjp(Saved s, Tensor g) {
    return Cotangents.of(g.mul(s.output()).mul(s.output().neg().add(1)));
  }
}
