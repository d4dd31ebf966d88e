package org.atled.nn.layer;

import org.atled.core.tensor.Tensor;

/** x·Φ(x), Φ the normal distribution: Hendrycks and Gimpel 2016. */
public final class GELU extends Activation {
  @Override
  protected Tensor of(Tensor x) {
    return x.gelu();
  }
}
