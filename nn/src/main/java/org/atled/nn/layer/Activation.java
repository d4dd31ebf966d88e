package org.atled.nn.layer;

import org.atled.core.tensor.Tensor;
import org.atled.nn.Layer;
import org.atled.nn.Mode;

/** A function of each element, without state and without parameters: any shape → the same. */
public abstract class Activation extends Layer {
  /** The function. */
  protected abstract Tensor of(Tensor x);

  @Override
  protected final Tensor forward(Tensor x, Mode mode) {
    return of(x);
  }
}
