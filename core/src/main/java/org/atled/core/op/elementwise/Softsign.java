package org.atled.core.op.elementwise;

import java.util.List;
import org.atled.core.tensor.Composite;
import org.atled.core.tensor.Tensor;

/** y = x/(1 + |x|). */
public record Softsign() implements Composite {
  @Override
  public Tensor define(List<Tensor> inputs) {
    Tensor x = inputs.getFirst();
    return x.div(x.abs().add(1));
  }
}
