package org.atled.core.op.elementwise;

import java.util.List;
import org.atled.core.tensor.Composite;
import org.atled.core.tensor.Tensor;

/** y = min(max(x, 0), 6): Krizhevsky 2010; dy/dx = 0 at the bounds. */
public record Relu6() implements Composite {
  @Override
  public Tensor define(List<Tensor> inputs) {
    return inputs.getFirst().hardtanh(0, 6);
  }
}
