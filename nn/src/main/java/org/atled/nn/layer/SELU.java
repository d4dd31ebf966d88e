package org.atled.nn.layer;

import org.atled.core.tensor.Tensor;

/**
 * λ·x where positive, λ·α·(eˣ − 1) elsewhere, which keeps mean 0 and variance 1: Klambauer et al.
 * 2017.
 */
public final class SELU extends Activation {
  @Override
  protected Tensor of(Tensor x) {
    return x.selu();
  }
}
