package org.atled.core.op.elementwise;

import java.util.List;
import org.atled.core.expr.Term;
import org.atled.core.shape.DType;
import org.atled.core.tensor.BinaryMap;
import org.atled.core.tensor.Promotion;
import org.atled.core.tensor.TensorType;

/**
 * y = a·2ᵇ or ⌊a/2ᵇ⌋ on integers; what is shifted by fewer than 0 bits, or all, is gone. No
 * derivative.
 */
public record Shift(Direction direction) implements BinaryMap {
  /** Where bits go. */
  public enum Direction {
    LEFT,
    RIGHT
  }

  @Override
  public String name() {
    return direction == Direction.LEFT ? "bitwiseLeftShift" : "bitwiseRightShift";
  }

  @Override
  public Term expression(Term a, Term b) {
    int bits = 8 * a.type().bytes();
    Term some = b.ge(0).and(b.lt(bits));
    return switch (direction) {
      case LEFT -> some.select(a.shl(some.select(b, 0).to(DType.INT32)), 0);
      case RIGHT -> a.shr(some.select(b, bits - 1).to(DType.INT32));
    };
  }

  @Override
  public DType computing(List<TensorType> inputs) {
    Promotion.bits(inputs);
    return Promotion.numeric(inputs);
  }

  @Override
  public boolean isDifferentiable() {
    return false;
  }
}
