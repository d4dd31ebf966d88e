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

/** z = √(x² + y²); ∂z/∂x = x/z, ∂z/∂y = y/z. */
public record Hypot() implements BinaryMap {
  @Override
  public Term expression(Term x, Term y) {
    return Power.hypot(x, y);
  }

  @Override
  public DType computing(List<TensorType> inputs) {
    return Promotion.floating(inputs);
  }

  @Override
  public Keep keeps() {
    return Keep.inputs().andResult();
  }

  @Override
  public Cotangents vjp(Saved s, Tensor g) {
    return Cotangents.start()
        .and(s, () -> g.mul(s.input(0).div(s.output())))
        .and(s, () -> g.mul(s.input(1).div(s.output())));
  }
}
