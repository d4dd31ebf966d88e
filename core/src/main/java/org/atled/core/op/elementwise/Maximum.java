package org.atled.core.op.elementwise;

import org.atled.core.expr.Term;
import org.atled.core.shape.DType;
import org.atled.core.tensor.BinaryMap;
import org.atled.core.tensor.Cotangents;
import org.atled.core.tensor.Saved;
import org.atled.core.tensor.Tensor;

/** y = max(a, b), NaN if either is; the gradient goes to the greater, half to each of equals. */
public record Maximum() implements BinaryMap {
  @Override
  public Term expression(Term a, Term b) {
    return a.type() == DType.BOOL ? a.or(b) : a.max(b);
  }

  @Override
  public Cotangents vjp(Saved s, Tensor g) {
    Tensor a = s.input(0);
    Tensor b = s.input(1);
    // A tie is shared: 1/2 to each, the mean of the one-sided derivatives.
    Tensor half = a.eq(b).where(g.mul(0.5), 0.0);
    return Cotangents.start()
        .and(s, () -> a.gt(b).where(g, half))
        .and(s, () -> b.gt(a).where(g, half));
  }
}
