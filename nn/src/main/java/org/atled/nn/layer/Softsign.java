package org.atled.nn.layer;

import org.atled.core.tensor.Tensor;

/** x/(1 + |x|). */
public final class Softsign extends Activation {
  @Override
  protected Tensor of(Tensor x) {
    return x.softsign();
  }
}
