package org.atled.core.op.elementwise;

import org.atled.core.expr.Exponential;
import org.atled.core.expr.Logarithm;
import org.atled.core.expr.Term;
import org.atled.core.tensor.Cotangents;
import org.atled.core.tensor.Saved;
import org.atled.core.tensor.Tensor;
import org.atled.core.tensor.UnaryMap;

/** y = ln(1 + eˣ) as max(x, 0) + ln(1 + e^−|x|), which does not overflow; dy/dx = sigmoid(x). */
public record Softplus() implements UnaryMap {
  @Override
  public Term expression(Term x) {
    return x.max(0).add(Logarithm.log1p(Exponential.exp(x.abs().neg())));
  }

  @Override
  public Cotangents vjp(Saved s, Tensor g) {
    return Cotangents.of(g.mul(s.input(0).sigmoid()));
  }
}
