package org.atled.nn.layer;

import org.atled.core.tensor.Tensor;

/** x·tanh(ln(1 + eˣ)): Misra 2019. */
public final class Mish extends Activation {
  @Override
  protected Tensor of(Tensor x) {
    return x.mish();
  }
}
