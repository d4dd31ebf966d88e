package org.atled.core.op.elementwise;

import org.atled.core.expr.Hyperbolic;
import org.atled.core.expr.Term;
import org.atled.core.tensor.Cotangents;
import org.atled.core.tensor.Saved;
import org.atled.core.tensor.Tensor;
import org.atled.core.tensor.UnaryMap;

/** y = ln(x + √(x² − 1)); dy/dx = 1/√((x − 1)(x + 1)). */
public record Acosh() implements UnaryMap {
  @Override
  public Term expression(Term x) {
    return Hyperbolic.acosh(x);
  }

  @Override
  public Cotangents vjp(Saved s, Tensor g) {
    Tensor x = s.input(0);
    return Cotangents.of(g.mul(x.sub(1).rsqrt()).mul(x.add(1).rsqrt()));
  }
}
