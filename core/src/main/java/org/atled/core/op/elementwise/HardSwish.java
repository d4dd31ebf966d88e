package org.atled.core.op.elementwise;

import java.util.List;
import org.atled.core.tensor.Composite;
import org.atled.core.tensor.Tensor;

/** y = x·min(max(x + 3, 0), 6)/6: Howard et al. 2019. */
public record HardSwish() implements Composite {
  @Override
  public Tensor define(List<Tensor> inputs) {
    Tensor x = inputs.getFirst();
    return x.mul(x.add(3.0).relu6().div(6));
  }
}
