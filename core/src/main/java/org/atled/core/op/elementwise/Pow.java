package org.atled.core.op.elementwise;

import java.util.List;
import org.atled.core.expr.Power;
import org.atled.core.expr.Term;
import org.atled.core.shape.DType;
import org.atled.core.tensor.BinaryMap;
import org.atled.core.tensor.Cotangents;
import org.atled.core.tensor.Keep;
import org.atled.core.tensor.Promotion;
import org.atled.core.tensor.Saved;
import org.atled.core.tensor.Tensor;
import org.atled.core.tensor.TensorType;

/**
 * z = xʸ; ∂z/∂x = y·x^(y − 1), 0 where y is 0; ∂z/∂y = z·ln x, 0 where x is 0 and y ≥ 0. Integers
 * stay integers.
 */
public record Pow() implements BinaryMap {
  @Override
  public Term expression(Term x, Term y) {
    return Power.pow(x, y);
  }

  @Override
  public DType computing(List<TensorType> inputs) {
    return Promotion.numeric(inputs);
  }

  @Override
  public Keep keeps() {
    return Keep.inputs().andResult();
  }

  @Override
  public Cotangents vjp(Saved s, Tensor g) {
    Tensor x = s.input(0);
    Tensor y = s.input(1);
    return Cotangents.start()
        .and(s, () -> y.eq(0).where(0.0, g.mul(y.mul(x.pow(y.sub(1))))))
        .and(s, () -> x.eq(0).mul(y.ge(0)).where(0.0, g.mul(s.output().mul(x.log()))));
  }
}
