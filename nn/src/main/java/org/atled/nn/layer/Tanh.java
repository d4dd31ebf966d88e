package org.atled.nn.layer;

import org.atled.core.tensor.Tensor;

/** tanh x. */
public final class Tanh extends Activation {
  @Override
  protected Tensor of(Tensor x) {
    return x.tanh();
  }
}
