package org.atled.testkit.custom;

import org.atled.core.expr.Term;
import org.atled.core.tensor.Cotangents;
import org.atled.core.tensor.Saved;
import org.atled.core.tensor.Tensor;
import org.atled.core.tensor.UnaryMap;

/** y = x³; dy/dx = 3x². */
public record Cube() implements UnaryMap {
  @Override
  public Term expression(Term x) {
    return x.mul(x).mul(x);
  }

  @Override
  public Cotangents vjp(Saved s, Tensor g) {
    return Cotangents.of(g.mul(s.input(0).square().mul(3)));
  }
}
