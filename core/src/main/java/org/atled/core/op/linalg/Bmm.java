package org.atled.core.op.linalg;

import java.util.List;
import org.atled.core.error.ShapeException;
import org.atled.core.tensor.Composite;
import org.atled.core.tensor.Operands;
import org.atled.core.tensor.Tensor;

/** As many products of matrices: [b, m, k] × [b, k, n] → [b, m, n]. */
public record Bmm() implements Composite {
  @Override
  public Operands operands() {
    return Operands.exactly(2);
  }

  @Override
  public Tensor define(List<Tensor> inputs) {
    Tensor a = inputs.get(0);
    Tensor b = inputs.get(1);
    if (a.shape().rank() != 3 || b.shape().rank() != 3 || a.shape().size(0) != b.shape().size(0)) {
      throw new ShapeException(
          "takes [b, m, k] and [b, k, n], not %s and %s; matmul broadcasts leading axes."
              .formatted(a.shape(), b.shape()));
    }
    return a.matmul(b);
  }
}
