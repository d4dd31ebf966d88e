package org.atled.core.op.elementwise;

import java.util.List;
import org.atled.core.shape.DType;
import org.atled.core.tensor.Composite;
import org.atled.core.tensor.Operands;
import org.atled.core.tensor.Tensor;

/** Whether a = b or |a − b| ≤ absolute + relative·|b|, bool; false if one is NaN. */
public record IsClose(double relative, double absolute) implements Composite {
  @Override
  public Operands operands() {
    return Operands.exactly(2);
  }

  @Override
  public Tensor define(List<Tensor> inputs) {
    Tensor a = inputs.get(0);
    Tensor b = inputs.get(1);
    if (!a.dtype().isFloating() && !b.dtype().isFloating()) {
      // Differences of integers may wrap around, and a uint8 has no sign.
      return new IsClose(relative, absolute)
          .define(List.of(a.to(DType.FLOAT64), b.to(DType.FLOAT64)))
          .bitwiseOr(a.eq(b));
    }
    Tensor apart = a.sub(b).abs();
    Tensor near = apart.le(b.abs().mul(relative).add(absolute));
    return a.eq(b).bitwiseOr(near.bitwiseAnd(apart.isFinite()));
  }
}
