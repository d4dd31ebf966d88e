package org.atled.core.op.elementwise;

import java.util.List;
import org.atled.core.tensor.Composite;
import org.atled.core.tensor.Tensor;

/** y = x where positive, α·(eˣ − 1) elsewhere: Clevert, Unterthiner and Hochreiter 2016. */
public record Elu(double alpha) implements Composite {
  @Override
  public Tensor define(List<Tensor> inputs) {
    Tensor x = inputs.getFirst();

    Tensor negative = x.gt(0).where(0.0, x);
    return x.gt(0).where(x, negative.expm1().mul(alpha));
  }
}
