package org.atled.core.op.elementwise;

import java.util.List;
import org.atled.core.expr.Term;
import org.atled.core.shape.DType;
import org.atled.core.tensor.Promotion;
import org.atled.core.tensor.TensorType;
import org.atled.core.tensor.UnaryMap;

/** Whether a number is of a kind: bool, also of integers, which are all finite. No derivative. */
public record Classify(Kind kind) implements UnaryMap {
  /** What is asked. */
  public enum Kind {
    NAN("isNaN"),
    INFINITE("isInf"),
    POSITIVE_INFINITE("isPosInf"),
    NEGATIVE_INFINITE("isNegInf"),
    FINITE("isFinite"),
    /** Whether the sign bit is set: −0 has one. */
    SIGN("signbit");

    private final String asked;

    Kind(String asked) {
      this.asked = asked;
    }
  }

  @Override
  public String name() {
    return kind.asked;
  }

  @Override
  public Term expression(Term x) {
    if (!x.type().isFloating()) {
      Term number = x.to(x.type() == DType.BOOL ? DType.INT32 : x.type());
      return switch (kind) {
        case NAN, INFINITE, POSITIVE_INFINITE, NEGATIVE_INFINITE -> number.ne(number);
        case FINITE -> number.eq(number);
        case SIGN -> number.lt(0);
      };
    }
    return switch (kind) {
      case NAN -> x.ne(x);
      case INFINITE -> x.abs().eq(Double.POSITIVE_INFINITY);
      case POSITIVE_INFINITE -> x.eq(Double.POSITIVE_INFINITY);
      case NEGATIVE_INFINITE -> x.eq(Double.NEGATIVE_INFINITY);
      case FINITE -> x.abs().lt(Double.POSITIVE_INFINITY);
      case SIGN -> x.bits().lt(0);
    };
  }

  @Override
  public DType computing(List<TensorType> inputs) {
    return Promotion.of(inputs);
  }

  @Override
  public DType result(DType computing) {
    return DType.BOOL;
  }

  @Override
  public boolean isDifferentiable() {
    return false;
  }
}
