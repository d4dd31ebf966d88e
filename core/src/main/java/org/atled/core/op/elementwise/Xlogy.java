package org.atled.core.op.elementwise;

import java.util.List;
import org.atled.core.expr.Logarithm;
import org.atled.core.expr.Term;
import org.atled.core.shape.DType;
import org.atled.core.tensor.BinaryMap;
import org.atled.core.tensor.Cotangents;
import org.atled.core.tensor.Promotion;
import org.atled.core.tensor.Saved;
import org.atled.core.tensor.Tensor;
import org.atled.core.tensor.TensorType;

/**
 * z = x·ln y, 0 where x is 0 and y is a number; ∂z/∂x = ln y, 0 where x is 0 and y ≤ 0; ∂z/∂y =
 * x/y.
 */
public record Xlogy() implements BinaryMap {
  @Override
  public Term expression(Term x, Term y) {
    return Logarithm.xlogy(x, y);
  }

  @Override
  public DType computing(List<TensorType> inputs) {
    return Promotion.floating(inputs);
  }

  @Override
  public Cotangents vjp(Saved s, Tensor g) {
    Tensor x = s.input(0);
    Tensor y = s.input(1);
    return Cotangents.start()
        .and(s, () -> x.eq(0).mul(y.le(0)).where(0.0, g.mul(y.log())))
        .and(s, () -> g.mul(x.div(y)));
  }
}
