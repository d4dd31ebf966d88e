package org.atled.lectures.experiment;

import org.atled.core.tensor.Tensor;
import org.atled.nn.Layer;
import org.atled.nn.Mode;

/** y = x + f(x): He, Zhang, Ren and Sun 2016, eq. 1. Shapes: any → the same. */
final class ResidualBlock extends Layer {
  private final Layer body;

  /**
   * @param body f, from any shape to the same
   */
  ResidualBlock(Layer body) {
    this.body = child("body", body);
  }

  @Override
  protected Tensor forward(Tensor x, Mode mode) {
    return x.add(body.apply(x, mode));
  }
}
