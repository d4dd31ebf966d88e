package org.atled.core.op.elementwise;

import org.atled.core.expr.Gaussian;
import org.atled.core.expr.Term;
import org.atled.core.tensor.Cotangents;
import org.atled.core.tensor.Saved;
import org.atled.core.tensor.Tensor;
import org.atled.core.tensor.UnaryMap;

/** y = Φ(x) + x·φ(x), the slope of GELU, φ the density of Φ; dy/dx = φ(x)·(2 − x²). */
public record GeluSlope() implements UnaryMap {
  @Override
  public Term expression(Term x) {
    return Gaussian.geluSlope(x);
  }

  @Override
  public Cotangents vjp(Saved s, Tensor g) {
    // Beyond 40 the density is 0, where squares may leave the range.
    Tensor square = s.input(0).clip(-40.0, 40.0).square();
    Tensor density = square.mul(-0.5).exp().mul(0.3989422804014327);
    return Cotangents.of(g.mul(density).mul(square.neg().add(2)));
  }
}
