package org.atled.core.op.elementwise;

import java.util.List;
import org.atled.core.expr.Term;
import org.atled.core.shape.DType;
import org.atled.core.tensor.Cotangents;
import org.atled.core.tensor.Keep;
import org.atled.core.tensor.Promotion;
import org.atled.core.tensor.Saved;
import org.atled.core.tensor.Tensor;
import org.atled.core.tensor.TensorType;
import org.atled.core.tensor.UnaryMap;

/** y = −1, 0 or 1 by the sign of x, 0 for NaN; dy/dx = 0. Integers stay integers. */
public record Sign() implements UnaryMap {
  @Override
  public Term expression(Term x) {
    return x.gt(0).select(x.constant(1L), x.lt(0).select(x.constant(-1L), x.constant(0L)));
  }

  @Override
  public DType computing(List<TensorType> inputs) {
    return Promotion.numeric(inputs);
  }

  @Override
  public Keep keeps() {
    return Keep.nothing();
  }

  @Override
  public Cotangents vjp(Saved s, Tensor g) {
    return Cotangents.of(g.zerosLike());
  }
}
