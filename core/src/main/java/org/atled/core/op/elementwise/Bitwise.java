package org.atled.core.op.elementwise;

import java.util.List;
import java.util.Locale;
import org.atled.core.expr.Term;
import org.atled.core.shape.DType;
import org.atled.core.tensor.BinaryMap;
import org.atled.core.tensor.Promotion;
import org.atled.core.tensor.TensorType;

/** y = a and, or, xor b, bit by bit, on integers and bools. No derivative. */
public record Bitwise(Connective connective) implements BinaryMap {
  /** How two bits are joined. */
  public enum Connective {
    AND,
    OR,
    XOR
  }

  @Override
  public String name() {
    return "bitwise"
        + connective.name().charAt(0)
        + connective.name().substring(1).toLowerCase(Locale.ROOT);
  }

  @Override
  public Term expression(Term a, Term b) {
    return switch (connective) {
      case AND -> a.and(b);
      case OR -> a.or(b);
      case XOR -> a.xor(b);
    };
  }

  @Override
  public DType computing(List<TensorType> inputs) {
    return Promotion.bits(inputs);
  }

  @Override
  public boolean isDifferentiable() {
    return false;
  }
}
