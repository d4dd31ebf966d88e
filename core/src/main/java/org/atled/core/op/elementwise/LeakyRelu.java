package org.atled.core.op.elementwise;

import java.util.List;
import org.atled.core.tensor.Composite;
import org.atled.core.tensor.Tensor;

/** y = x where positive, slope·x elsewhere: Maas, Hannun and Ng 2013. */
public record LeakyRelu(double slope) implements Composite {
  @Override
  public Tensor define(List<Tensor> inputs) {
    Tensor x = inputs.getFirst();
    return x.gt(0).where(x, x.mul(slope));
  }
}
