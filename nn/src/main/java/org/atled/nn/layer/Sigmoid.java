package org.atled.nn.layer;

import org.atled.core.tensor.Tensor;

/** 1/(1 + e⁻ˣ). */
public final class Sigmoid extends Activation {
  @Override
  protected Tensor of(Tensor x) {
    return x.sigmoid();
  }
}
