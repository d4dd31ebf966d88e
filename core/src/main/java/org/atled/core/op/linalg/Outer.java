package org.atled.core.op.linalg;

import java.util.List;
import org.atled.core.error.ShapeException;
import org.atled.core.tensor.Composite;
import org.atled.core.tensor.Operands;
import org.atled.core.tensor.Tensor;

/** All products aᵢ·bⱼ of two vectors. */
public record Outer() implements Composite {
  @Override
  public Operands operands() {
    return Operands.exactly(2);
  }

  @Override
  public Tensor define(List<Tensor> inputs) {
    Tensor a = inputs.get(0);
    Tensor b = inputs.get(1);
    if (a.shape().rank() != 1 || b.shape().rank() != 1) {
      throw new ShapeException(
          "takes two vectors, not %s and %s; flatten() makes one.".formatted(a.shape(), b.shape()));
    }
    return a.unsqueeze(1).mul(b);
  }
}
