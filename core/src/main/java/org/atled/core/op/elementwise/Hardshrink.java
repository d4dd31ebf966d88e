package org.atled.core.op.elementwise;

import java.util.List;
import org.atled.core.tensor.Composite;
import org.atled.core.tensor.Tensor;

/** y = x where |x| &gt; λ, 0 elsewhere. */
public record Hardshrink(double lambda) implements Composite {
  @Override
  public Tensor define(List<Tensor> inputs) {
    Tensor x = inputs.getFirst();
    return x.abs().le(lambda).where(0.0, x);
  }
}
