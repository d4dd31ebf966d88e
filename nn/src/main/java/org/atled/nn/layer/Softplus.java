package org.atled.nn.layer;

import org.atled.core.tensor.Tensor;

/** ln(1 + eˣ). */
public final class Softplus extends Activation {
  @Override
  protected Tensor of(Tensor x) {
    return x.softplus();
  }
}
