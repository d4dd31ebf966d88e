package org.atled.nn.loss;

import org.atled.core.tensor.Tensor;

/** mean((output − target)²) over all elements: see {@link Tensor#mseLoss}. */
public record MSELoss() implements Loss {
  @Override
  public Tensor of(Tensor output, Tensor target) {
    return output.mseLoss(target);
  }
}
