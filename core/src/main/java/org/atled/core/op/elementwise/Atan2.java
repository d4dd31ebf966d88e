package org.atled.core.op.elementwise;

import java.util.List;
import org.atled.core.expr.InverseTrigonometric;
import org.atled.core.expr.Term;
import org.atled.core.shape.DType;
import org.atled.core.tensor.BinaryMap;
import org.atled.core.tensor.Cotangents;
import org.atled.core.tensor.Promotion;
import org.atled.core.tensor.Saved;
import org.atled.core.tensor.Tensor;
import org.atled.core.tensor.TensorType;

/** z = the angle of (x, y); ∂z/∂y = x/(x² + y²), ∂z/∂x = −y/(x² + y²). */
public record Atan2() implements BinaryMap {
  @Override
  public Term expression(Term y, Term x) {
    return InverseTrigonometric.atan2(y, x);
  }

  @Override
  public DType computing(List<TensorType> inputs) {
    return Promotion.floating(inputs);
  }

  @Override
  public Cotangents vjp(Saved s, Tensor g) {
    Tensor y = s.input(0);
    Tensor x = s.input(1);
    // Its square may be no number in float16 where these quotients are.
    Tensor length = x.hypot(y);
    return Cotangents.start()
        .and(s, () -> g.mul(x.div(length)).div(length))
        .and(s, () -> g.mul(y.div(length)).div(length).neg());
  }
}
