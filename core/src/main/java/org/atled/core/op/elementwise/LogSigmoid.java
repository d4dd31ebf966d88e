package org.atled.core.op.elementwise;

import org.atled.core.expr.Logistic;
import org.atled.core.expr.Term;
import org.atled.core.tensor.Cotangents;
import org.atled.core.tensor.Saved;
import org.atled.core.tensor.Tensor;
import org.atled.core.tensor.UnaryMap;

/** y = ln σ(x) = −ln(1 + e⁻ˣ); dy/dx = σ(−x). */
public record LogSigmoid() implements UnaryMap {
  @Override
  public Term expression(Term x) {
    return Logistic.logSigmoid(x);
  }

  @Override
  public Cotangents vjp(Saved s, Tensor g) {
    return Cotangents.of(g.mul(s.input(0).neg().sigmoid()));
  }
}
