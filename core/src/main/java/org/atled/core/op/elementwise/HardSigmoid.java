package org.atled.core.op.elementwise;

import java.util.List;
import org.atled.core.tensor.Composite;
import org.atled.core.tensor.Tensor;

/** y = min(max(x + 3, 0), 6)/6: Howard et al. 2019. */
public record HardSigmoid() implements Composite {
  @Override
  public Tensor define(List<Tensor> inputs) {
    return inputs.getFirst().add(3.0).relu6().div(6);
  }
}
