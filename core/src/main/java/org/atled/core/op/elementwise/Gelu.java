package org.atled.core.op.elementwise;

import java.util.List;
import org.atled.core.tensor.Composite;
import org.atled.core.tensor.Tensor;

/** y = x/2·(1 + erf(x/√2)): Hendrycks and Gimpel 2016. */
public record Gelu() implements Composite {
  @Override
  public Tensor define(List<Tensor> inputs) {
    Tensor x = inputs.getFirst();
    return x.mul(0.5).mul(x.mul(Math.sqrt(0.5)).erf().add(1));
  }
}
