package org.atled.core.op.elementwise;

import java.util.List;
import org.atled.core.tensor.Composite;
import org.atled.core.tensor.Operands;
import org.atled.core.tensor.Tensor;

/** y = x + v·a/b, v = 1 if it is left out. */
public record Addcdiv() implements Composite {
  @Override
  public Operands operands() {
    return Operands.between(3, 4);
  }

  @Override
  public Tensor define(List<Tensor> inputs) {
    Tensor change = inputs.get(1).div(inputs.get(2));
    return inputs.getFirst().add(inputs.size() == 4 ? change.mul(inputs.get(3)) : change);
  }
}
