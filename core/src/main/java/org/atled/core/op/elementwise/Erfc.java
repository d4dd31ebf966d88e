package org.atled.core.op.elementwise;

import org.atled.core.expr.ErrorFunction;
import org.atled.core.expr.Term;
import org.atled.core.tensor.Cotangents;
import org.atled.core.tensor.Saved;
import org.atled.core.tensor.Tensor;
import org.atled.core.tensor.UnaryMap;

/** y = 1 − erf x; dy/dx = −2/√π · e^(−x²). */
public record Erfc() implements UnaryMap {
  @Override
  public Term expression(Term x) {
    return ErrorFunction.erfc(x);
  }

  @Override
  public Cotangents vjp(Saved s, Tensor g) {
    return Cotangents.of(g.mul(s.input(0).square().neg().exp()).mul(-1.1283791670955126));
  }
}
