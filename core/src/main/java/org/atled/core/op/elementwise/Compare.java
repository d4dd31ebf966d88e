package org.atled.core.op.elementwise;

import java.util.Locale;
import org.atled.core.expr.Term;
import org.atled.core.shape.DType;
import org.atled.core.tensor.BinaryMap;

/** A comparison: bool, false wherever a NaN takes part except in {@code NE}. No derivative. */
public record Compare(Relation relation) implements BinaryMap {
  /** How the operands are compared. */
  public enum Relation {
    EQ,
    NE,
    LT,
    LE,
    GT,
    GE
  }

  @Override
  public String name() {
    return relation.name().toLowerCase(Locale.ROOT);
  }

  @Override
  public Term expression(Term a, Term b) {
    // Bools compare as 0 and 1.
    Term x = a.to(a.type() == DType.BOOL ? DType.INT32 : a.type());
    Term y = b.to(x.type());
    return switch (relation) {
      case EQ -> x.eq(y);
      case NE -> x.ne(y);
      case LT -> x.lt(y);
      case LE -> x.le(y);
      case GT -> x.gt(y);
      case GE -> x.ge(y);
    };
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
