package org.atled.core.op.elementwise;

import org.atled.core.expr.Logarithm;
import org.atled.core.expr.Term;
import org.atled.core.tensor.Cotangents;
import org.atled.core.tensor.Saved;
import org.atled.core.tensor.Tensor;
import org.atled.core.tensor.UnaryMap;

/** y = ln x / ln 2; dy/dx = 1/(x·ln 2). */
public record Log2() implements UnaryMap {
  @Override
  public Term expression(Term x) {
    return Logarithm.log2(x);
  }

  @Override
  public Cotangents vjp(Saved s, Tensor g) {
    return Cotangents.of(g.div(s.input(0).mul(0.6931471805599453)));
  }
}
