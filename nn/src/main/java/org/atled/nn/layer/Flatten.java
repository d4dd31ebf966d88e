package org.atled.nn.layer;

import org.atled.core.tensor.Tensor;
import org.atled.nn.Layer;
import org.atled.nn.Mode;

/** All axes after the first become one: [b, ..] → [b, product]. */
public final class Flatten extends Layer {
  @Override
  protected Tensor forward(Tensor x, Mode mode) {
    return x.shape().rank() == 2 ? x : x.shape().rank() == 1 ? x.unsqueeze(1) : x.flatten(1);
  }
}
