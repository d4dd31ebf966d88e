package org.atled.core.op.elementwise;

import java.util.List;
import org.atled.core.tensor.Composite;
import org.atled.core.tensor.Operands;
import org.atled.core.tensor.Tensor;

/**
 * y = the lesser of a and b, the other one if one is NaN; the gradient goes to that one, of equals
 * to a.
 */
public record Fmin() implements Composite {
  @Override
  public Operands operands() {
    return Operands.exactly(2);
  }

  @Override
  public Tensor define(List<Tensor> inputs) {
    Tensor a = inputs.get(0);
    Tensor b = inputs.get(1);
    return a.le(b).bitwiseOr(b.isNaN()).where(a, b);
  }
}
