package org.atled.core.op.elementwise;

import java.util.List;
import org.atled.core.expr.Term;
import org.atled.core.shape.DType;
import org.atled.core.tensor.Cotangents;
import org.atled.core.tensor.Promotion;
import org.atled.core.tensor.Saved;
import org.atled.core.tensor.Tensor;
import org.atled.core.tensor.TensorType;
import org.atled.core.tensor.UnaryMap;

/** y = |x|; dy/dx = sign x, 0 at 0. Integers stay integers. */
public record Abs() implements UnaryMap {
  @Override
  public Term expression(Term x) {
    return x.abs();
  }

  @Override
  public DType computing(List<TensorType> inputs) {
    return Promotion.numeric(inputs);
  }

  @Override
  public Cotangents vjp(Saved s, Tensor g) {
    return Cotangents.of(s.input(0).sign().mul(g));
  }
}
