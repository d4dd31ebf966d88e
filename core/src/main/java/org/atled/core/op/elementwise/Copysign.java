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

/** y = |a| with the sign of b, that of a zero too; ∂y/∂a = ±1, 0 at 0; ∂y/∂b = 0. */
public record Copysign() implements BinaryMap {
  @Override
  public Term expression(Term a, Term b) {
    Term bits = b.bits();
    Term sign = bits.and(bits.type() == DType.INT32 ? Integer.MIN_VALUE : Long.MIN_VALUE);
    return a.abs().bits().or(sign).bits();
  }

  @Override
  public DType computing(List<TensorType> inputs) {
    return Promotion.floating(inputs);
  }

  @Override
  public Keep keeps() {
    return Keep.input(0).andResult();
  }

  @Override
  public Cotangents vjp(Saved s, Tensor g) {
    Tensor x = s.input(0);
    // PyTorch's y/x is NaN where x is NaN or infinite, as x − x is.
    return Cotangents.start()
        .and(s, () -> g.mul(s.output().sign().mul(x.sign()).add(x.sub(x))))
        .and(s, g::zerosLike);
  }
}
