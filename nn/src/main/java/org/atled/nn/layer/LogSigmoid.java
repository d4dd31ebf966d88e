package org.atled.nn.layer;

import org.atled.core.tensor.Tensor;

/** ln sigmoid(x), accurate for every x. */
public final class LogSigmoid extends Activation {
  @Override
  protected Tensor of(Tensor x) {
    return x.logSigmoid();
  }
}
