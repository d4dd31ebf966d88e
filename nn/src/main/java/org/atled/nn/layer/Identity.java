package org.atled.nn.layer;

import org.atled.core.tensor.Tensor;
import org.atled.nn.Layer;
import org.atled.nn.Mode;

/** The input as it is: a branch of {@link Parallel}, or in the place of a layer left out. */
public final class Identity extends Layer {
  @Override
  protected Tensor forward(Tensor x, Mode mode) {
    return x;
  }
}
