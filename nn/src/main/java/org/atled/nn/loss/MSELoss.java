package org.atled.nn.loss;

import org.atled.core.error.ShapeException;
import org.atled.core.tensor.Tensor;

/** mean((output − target)²) over all elements. */
public record MSELoss() implements Loss {
  @Override
  public Tensor of(Tensor output, Tensor target) {
    return same("MSELoss", output, target).sub(target.to(output.dtype())).square().mean();
  }

  /** The output, if it has the target's shape: broadcasting would hide a mistake. */
  static Tensor same(String loss, Tensor output, Tensor target) {
    if (!output.shape().equals(target.shape())) {
      throw new ShapeException(
          loss
              + ": the output is "
              + output.shape()
              + " but the target is "
              + target.shape()
              + "; they must be equal, reshape one of them.");
    }
    return output;
  }
}
