package org.atled.core.op.elementwise;

import org.atled.core.expr.Term;
import org.atled.core.shape.DType;
import org.atled.core.tensor.BinaryMap;
import org.atled.core.tensor.Cotangents;
import org.atled.core.tensor.Keep;
import org.atled.core.tensor.Saved;
import org.atled.core.tensor.Tensor;

/** y = a + b. For bools: or. */
public record Add() implements BinaryMap {
  @Override
  public Term expression(Term a, Term b) {
    return a.type() == DType.BOOL ? a.or(b) : a.add(b);
  }

  @Override
  public Keep keeps() {
    return Keep.nothing();
  }

  @Override
  public Cotangents vjp(Saved s, Tensor g) {
    return Cotangents.of(g, g);
  }
}
