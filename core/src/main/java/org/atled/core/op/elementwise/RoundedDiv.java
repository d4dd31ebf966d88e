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

/** y = a/b rounded to a whole number; both derivatives are 0. Integers stay integers. */
public record RoundedDiv(Rounding rounding) implements BinaryMap {
  @Override
  public String name() {
    return switch (rounding) {
      case TRUNC -> "truncDivide";
      case FLOOR -> "floorDivide";
    };
  }

  @Override
  public Term expression(Term a, Term b) {
    return switch (rounding) {
      case TRUNC -> Division.trunc(a, b);
      case FLOOR -> Division.floor(a, b);
    };
  }

  @Override
  public DType computing(List<TensorType> inputs) {
    return Promotion.numeric(inputs);
  }

  @Override
  public Keep keeps() {
    return Keep.nothing();
  }

  @Override
  public Cotangents vjp(Saved s, Tensor g) {
    return Cotangents.start().and(s, g::zerosLike).and(s, g::zerosLike);
  }
}
