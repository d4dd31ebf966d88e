package org.atled.core.op.elementwise;

import java.util.List;
import org.atled.core.expr.Term;
import org.atled.core.shape.DType;
import org.atled.core.tensor.BinaryMap;
import org.atled.core.tensor.Cotangents;
import org.atled.core.tensor.Dispatch;
import org.atled.core.tensor.Keep;
import org.atled.core.tensor.Promotion;
import org.atled.core.tensor.Saved;
import org.atled.core.tensor.Tensor;
import org.atled.core.tensor.TensorType;

/**
 * z = y &gt; 0 ? g : 0: how a gradient g passes a ReLU whose result is y. No gradient goes to y.
 */
public record WherePositive() implements BinaryMap {
  @Override
  public Term expression(Term y, Term g) {
    return y.gt(0).select(g, 0);
  }

  @Override
  public DType computing(List<TensorType> inputs) {
    return Promotion.numeric(inputs);
  }

  @Override
  public Keep keeps() {
    return Keep.input(0);
  }

  @Override
  public Cotangents vjp(Saved s, Tensor g) {
    Tensor y = s.input(0);
    return Cotangents.start()
        .and(s, () -> Tensor.full(y.type(), 0))
        .and(s, () -> Dispatch.apply(new WherePositive(), y, g));
  }
}
