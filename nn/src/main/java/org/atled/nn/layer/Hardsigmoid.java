package org.atled.nn.layer;

import org.atled.core.tensor.Tensor;

/** min(max(x + 3, 0), 6)/6: Howard et al. 2019. */
public final class Hardsigmoid extends Activation {
  @Override
  protected Tensor of(Tensor x) {
    return x.hardSigmoid();
  }
}
