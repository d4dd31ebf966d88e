package org.atled.nn.layer;

import org.atled.core.tensor.Tensor;

/** x·sigmoid(x): Elfwing, Uchibe and Doya 2017. */
public final class SiLU extends Activation {
  @Override
  protected Tensor of(Tensor x) {
    return x.silu();
  }
}
