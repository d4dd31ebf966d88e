package org.atled.core.op.elementwise;

import org.atled.core.expr.Term;
import org.atled.core.expr.Trigonometric;
import org.atled.core.tensor.Cotangents;
import org.atled.core.tensor.Keep;
import org.atled.core.tensor.Saved;
import org.atled.core.tensor.Tensor;
import org.atled.core.tensor.UnaryMap;

/** y = tan x; dy/dx = 1 + y². */
public record Tan() implements UnaryMap {
  @Override
  public Term expression(Term x) {
    return Trigonometric.tan(x);
  }

  @Override
  public Keep keeps() {
    return Keep.result();
  }

  @Override
  public Cotangents vjp(Saved s, Tensor g) {
    return Cotangents.of(g.mul(s.output().square().add(1)));
  }
}
