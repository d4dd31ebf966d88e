package org.atled.core.op.elementwise;

import org.atled.core.expr.Logarithm;
import org.atled.core.expr.Term;
import org.atled.core.tensor.Cotangents;
import org.atled.core.tensor.Saved;
import org.atled.core.tensor.Tensor;
import org.atled.core.tensor.UnaryMap;

/** y = ln x / ln 10; dy/dx = 1/(x·ln 10). */
public record Log10() implements UnaryMap {
  @Override
  public Term expression(Term x) {
    return Logarithm.log10(x);
  }

  @Override
  public Cotangents vjp(Saved s, Tensor g) {
    return Cotangents.of(g.div(s.input(0).mul(2.302585092994046)));
  }
}
