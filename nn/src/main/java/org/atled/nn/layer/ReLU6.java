package org.atled.nn.layer;

import org.atled.core.tensor.Tensor;

/** min(max(x, 0), 6): Krizhevsky 2010. */
public final class ReLU6 extends Activation {
  @Override
  protected Tensor of(Tensor x) {
    return x.relu6();
  }
}
