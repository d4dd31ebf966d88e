package org.atled.core.op.elementwise;

import org.atled.core.expr.Hyperbolic;
import org.atled.core.expr.Term;
import org.atled.core.tensor.Cotangents;
import org.atled.core.tensor.Saved;
import org.atled.core.tensor.Tensor;
import org.atled.core.tensor.UnaryMap;

/** y = x − tanh x; dy/dx = tanh² x. */
public record Tanhshrink() implements UnaryMap {
  @Override
  public Term expression(Term x) {
    return Hyperbolic.tanhshrink(x);
  }

  @Override
  public Cotangents vjp(Saved s, Tensor g) {
    return Cotangents.of(g.mul(s.input(0).tanh().square()));
  }
}
