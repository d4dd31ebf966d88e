package org.atled.core.op.elementwise;

import org.atled.core.expr.ErrorFunction;
import org.atled.core.expr.Term;
import org.atled.core.tensor.Cotangents;
import org.atled.core.tensor.Keep;
import org.atled.core.tensor.Saved;
import org.atled.core.tensor.Tensor;
import org.atled.core.tensor.UnaryMap;

/** y = erf⁻¹ x; dy/dx = √π/2 · e^(y²). */
public record Erfinv() implements UnaryMap {
  @Override
  public Term expression(Term x) {
    return ErrorFunction.erfinv(x);
  }

  @Override
  public Keep keeps() {
    return Keep.result();
  }

  @Override
  public Cotangents vjp(Saved s, Tensor g) {
    return Cotangents.of(g.mul(s.output().square().exp()).mul(0.886226925452758));
  }
}
