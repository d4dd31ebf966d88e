package org.atled.core.op.elementwise;

import java.util.List;
import org.atled.core.tensor.Composite;
import org.atled.core.tensor.Operands;
import org.atled.core.tensor.Tensor;

/** y = x + v·a·b, v = 1 if it is left out. */
public record Addcmul() implements Composite {
  @Override
  public Operands operands() {
    return Operands.between(3, 4);
  }

  @Override
  public Tensor define(List<Tensor> inputs) {
    return Wide.of(
        inputs,
        in -> {
          Tensor change = in.get(1).mul(in.get(2));
          return in.getFirst().add(in.size() == 4 ? change.mul(in.get(3)) : change);
        });
  }
}
