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

/** y = ln(eᵃ + eᵇ); ∂y/∂a = σ(a − b), ∂y/∂b = σ(b − a). */
public record LogAddExp() implements BinaryMap {
  @Override
  public Term expression(Term a, Term b) {
    return Logarithm.logAddExp(a, b);
  }

  @Override
  public DType computing(List<TensorType> inputs) {
    return Promotion.floating(inputs);
  }

  @Override
  public Cotangents vjp(Saved s, Tensor g) {
    Tensor a = s.input(0);
    Tensor b = s.input(1);
    return Cotangents.start()
        .and(s, () -> g.mul(a.sub(b).sigmoid()))
        .and(s, () -> g.mul(b.sub(a).sigmoid()));
  }
}
