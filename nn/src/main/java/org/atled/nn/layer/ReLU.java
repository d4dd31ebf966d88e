package org.atled.nn.layer;

import org.atled.core.tensor.Tensor;

/** max(x, 0): Nair and Hinton 2010. */
public final class ReLU extends Activation {
  @Override
  protected Tensor of(Tensor x) {
    return x.relu();
  }
}
