package org.atled.nn.layer;

import org.atled.core.tensor.Tensor;

/** x − tanh x. */
public final class Tanhshrink extends Activation {
  @Override
  protected Tensor of(Tensor x) {
    return x.tanhshrink();
  }
}
