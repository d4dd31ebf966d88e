package org.atled.core.op.elementwise;

import java.util.List;
import java.util.Locale;
import org.atled.core.expr.Term;
import org.atled.core.shape.DType;
import org.atled.core.tensor.Cotangents;
import org.atled.core.tensor.Keep;
import org.atled.core.tensor.Promotion;
import org.atled.core.tensor.Saved;
import org.atled.core.tensor.Tensor;
import org.atled.core.tensor.TensorType;
import org.atled.core.tensor.UnaryMap;

/** y = x rounded to a whole number; dy/dx = 0. Integers stay as they are. */
public record Round(Direction direction) implements UnaryMap {
  /** Which whole number. */
  public enum Direction {
    FLOOR,
    CEIL,
    /** Towards 0. */
    TRUNC,
    /** To the nearest, ties to even. */
    ROUND
  }

  @Override
  public String name() {
    return direction.name().toLowerCase(Locale.ROOT);
  }

  @Override
  public Term expression(Term x) {
    if (!x.type().isFloating()) {
      return x;
    }
    return switch (direction) {
      case FLOOR -> x.floor();
      case CEIL -> x.ceil();
      case TRUNC -> x.trunc();
      case ROUND -> x.rint();
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
    return Cotangents.of(g.zerosLike());
  }
}
