package org.atled.core.op.elementwise;

import org.atled.core.expr.Hyperbolic;
import org.atled.core.expr.Term;
import org.atled.core.tensor.Cotangents;
import org.atled.core.tensor.Saved;
import org.atled.core.tensor.Tensor;
import org.atled.core.tensor.UnaryMap;

/** y = ln(x + √(x² + 1)); dy/dx = 1/√(x² + 1). */
public record Asinh() implements UnaryMap {
  @Override
  public Term expression(Term x) {
    return Hyperbolic.asinh(x);
  }

  @Override
  public Cotangents vjp(Saved s, Tensor g) {
    return Cotangents.of(g.div(s.input(0).hypot(Tensor.full(g.dtype(), 1))));
  }
}
