package org.atled.core.op.elementwise;

import org.atled.core.expr.Term;
import org.atled.core.shape.DType;
import org.atled.core.tensor.BinaryMap;
import org.atled.core.tensor.Cotangents;
import org.atled.core.tensor.Saved;
import org.atled.core.tensor.Tensor;

/** y = a·b; ∂y/∂a = b, ∂y/∂b = a. For bools: and. */
public record Mul() implements BinaryMap {
  @Override
  public Term expression(Term a, Term b) {
    return a.type() == DType.BOOL ? a.and(b) : a.mul(b);
  }

  @Override
  public Cotangents vjp(Saved s, Tensor g) {
    return Cotangents.start().and(s, () -> g.mul(s.input(1))).and(s, () -> g.mul(s.input(0)));
  }
}
