package org.atled.core.op.elementwise;

import org.atled.core.expr.Term;
import org.atled.core.expr.Trigonometric;
import org.atled.core.tensor.Cotangents;
import org.atled.core.tensor.Saved;
import org.atled.core.tensor.Tensor;
import org.atled.core.tensor.UnaryMap;

/** y = cos x; dy/dx = −sin x. */
public record Cos() implements UnaryMap {
  @Override
  public Term expression(Term x) {
    return Trigonometric.cos(x);
  }

  @Override
  public Cotangents vjp(Saved s, Tensor g) {
    return Cotangents.of(g.mul(s.input(0).sin().neg()));
  }
}
