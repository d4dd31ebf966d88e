package org.atled.core.op.elementwise;

import java.util.List;
import org.atled.core.expr.Division;
import org.atled.core.expr.Term;
import org.atled.core.shape.DType;
import org.atled.core.tensor.BinaryMap;
import org.atled.core.tensor.Cotangents;
import org.atled.core.tensor.Keep;
import org.atled.core.tensor.Promotion;
import org.atled.core.tensor.Rounding;
import org.atled.core.tensor.Saved;
import org.atled.core.tensor.Tensor;
import org.atled.core.tensor.TensorType;

/** y = a − b·trunc(a/b), of the sign of a; ∂y/∂a = 1, ∂y/∂b = −trunc(a/b). */
public record Fmod() implements BinaryMap {
  @Override
  public Term expression(Term a, Term b) {
    return Division.fmod(a, b);
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
    return Cotangents.start().and(s, () -> g).and(s, () -> g.mul(whole(s)).neg());
  }

  /** trunc(a/b) by what is left: the quotient itself may have been rounded up to a whole number. */
  private static Tensor whole(Saved s) {
    Tensor rest = s.output();
    Tensor whole = s.input(0).sub(rest).div(s.input(1)).round();
    return rest.isNaN().where(s.input(0).div(s.input(1), Rounding.TRUNC), whole);
  }
}
