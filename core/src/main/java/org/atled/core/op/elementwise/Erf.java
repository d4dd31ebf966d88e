package org.atled.core.op.elementwise;

import org.atled.core.expr.ErrorFunction;
import org.atled.core.expr.Term;
import org.atled.core.tensor.Cotangents;
import org.atled.core.tensor.Saved;
import org.atled.core.tensor.Tensor;
import org.atled.core.tensor.UnaryMap;

/** y = 2/√π ∫₀ˣ e^(−t²) dt; dy/dx = 2/√π · e^(−x²). */
public record Erf() implements UnaryMap {
  @Override
  public Term expression(Term x) {
    return ErrorFunction.erf(x);
  }

  @Override
  public Cotangents vjp(Saved s, Tensor g) {
    return Cotangents.of(g.mul(s.input(0).square().neg().exp()).mul(2 / Math.sqrt(Math.PI)));
  }
}
