package org.atled.core.op.elementwise;

import org.atled.core.expr.InverseTrigonometric;
import org.atled.core.expr.Term;
import org.atled.core.tensor.Cotangents;
import org.atled.core.tensor.Saved;
import org.atled.core.tensor.Tensor;
import org.atled.core.tensor.UnaryMap;

/** y = arcsin x; dy/dx = 1/√((1 − x)(1 + x)). */
public record Asin() implements UnaryMap {
  @Override
  public Term expression(Term x) {
    return InverseTrigonometric.asin(x);
  }

  @Override
  public Cotangents vjp(Saved s, Tensor g) {
    Tensor x = s.input(0);
    return Cotangents.of(g.mul(x.neg().add(1).mul(x.add(1)).rsqrt()));
  }
}
