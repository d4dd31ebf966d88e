package org.atled.core.op.elementwise;

import java.util.List;
import org.atled.core.expr.Term;
import org.atled.core.shape.DType;
import org.atled.core.tensor.Promotion;
import org.atled.core.tensor.TensorType;
import org.atled.core.tensor.UnaryMap;

/**
 * y = the other bits, −x − 1 for signed integers; the other truth value for bools. No derivative.
 */
public record BitwiseNot() implements UnaryMap {
  @Override
  public Term expression(Term x) {
    return x.xor(x.constant(x.type() == DType.BOOL ? 1L : -1L));
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
