package org.atled.core.op.elementwise;

import java.util.List;
import org.atled.core.expr.Term;
import org.atled.core.shape.DType;
import org.atled.core.tensor.BinaryMap;
import org.atled.core.tensor.Cotangents;
import org.atled.core.tensor.Keep;
import org.atled.core.tensor.Promotion;
import org.atled.core.tensor.Saved;
import org.atled.core.tensor.Tensor;
import org.atled.core.tensor.TensorType;

/** y = a/b; ∂y/∂a = 1/b, ∂y/∂b = −y/b. Integers become float32. */
public record Div() implements BinaryMap {
  @Override
  public Term expression(Term a, Term b) {
    return a.div(b);
  }

  @Override
  public DType computing(List<TensorType> inputs) {
    return Promotion.floating(inputs);
  }

  @Override
  public Keep keeps() {
    return Keep.input(1).andResult();
  }

  @Override
  public Cotangents vjp(Saved s, Tensor g) {
    return Cotangents.start()
        .and(s, () -> g.div(s.input(1)))
        .and(s, () -> g.mul(s.output()).div(s.input(1)).neg());
  }
}
