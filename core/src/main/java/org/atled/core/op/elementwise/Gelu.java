package org.atled.core.op.elementwise;

import org.atled.core.expr.Gaussian;
import org.atled.core.expr.Term;
import org.atled.core.tensor.Cotangents;
import org.atled.core.tensor.Dispatch;
import org.atled.core.tensor.Saved;
import org.atled.core.tensor.Tensor;
import org.atled.core.tensor.UnaryMap;

/** y = x·Φ(x), Φ the normal distribution: Hendrycks and Gimpel 2016; dy/dx is {@link GeluSlope}. */
public record Gelu() implements UnaryMap {
  @Override
  public Term expression(Term x) {
    return Gaussian.gelu(x);
  }

  @Override
  public Cotangents vjp(Saved s, Tensor g) {
    return Cotangents.of(g.mul(Dispatch.apply(new GeluSlope(), s.input(0))));
  }
}
