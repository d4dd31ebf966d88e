package org.atled.core.op.elementwise;

import org.atled.core.expr.InverseTrigonometric;
import org.atled.core.expr.Term;
import org.atled.core.tensor.Cotangents;
import org.atled.core.tensor.Saved;
import org.atled.core.tensor.Tensor;
import org.atled.core.tensor.UnaryMap;

/** y = arctan x; dy/dx = 1/(1 + x²). */
public record Atan() implements UnaryMap {
  @Override
  public Term expression(Term x) {
    return InverseTrigonometric.atan(x);
  }

  @Override
  public Cotangents vjp(Saved s, Tensor g) {
    // x² may be no number in float16 where its inverse is one.
    Tensor length = s.input(0).hypot(Tensor.full(g.dtype(), 1));
    return Cotangents.of(g.div(length).div(length));
  }
}
