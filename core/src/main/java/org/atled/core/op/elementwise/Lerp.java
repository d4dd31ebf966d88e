package org.atled.core.op.elementwise;

import java.util.List;
import org.atled.core.expr.Term;
import org.atled.core.shape.DType;
import org.atled.core.tensor.Cotangents;
import org.atled.core.tensor.Elementwise;
import org.atled.core.tensor.Operands;
import org.atled.core.tensor.Promotion;
import org.atled.core.tensor.Saved;
import org.atled.core.tensor.Tensor;
import org.atled.core.tensor.TensorType;

/** y = a + w·(b − a), from the nearer end; ∂y/∂a = 1 − w, ∂y/∂b = w, ∂y/∂w = b − a. */
public record Lerp() implements Elementwise {
  @Override
  public Operands operands() {
    return Operands.exactly(3);
  }

  @Override
  public Term expression(DType computing, List<Term> in) {
    Term a = in.get(0).to(computing);
    Term b = in.get(1).to(computing);
    Term w = in.get(2).to(computing);
    Term way = b.sub(a);
    Term near = a.add(w.mul(way));
    // From here b is met exactly at w = 1.
    Term far = b.sub(way.mul(w.constant(1L).sub(w)));
    return w.abs().lt(0.5).select(near, far);
  }

  @Override
  public DType computing(List<TensorType> inputs) {
    return Promotion.floating(inputs);
  }

  @Override
  public Cotangents vjp(Saved s, Tensor g) {
    return Cotangents.start()
        .and(s, () -> g.mul(s.input(2).neg().add(1)))
        .and(s, () -> g.mul(s.input(2)))
        .and(s, () -> g.mul(s.input(1).sub(s.input(0))));
  }
}
