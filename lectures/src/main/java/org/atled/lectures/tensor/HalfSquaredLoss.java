package org.atled.lectures.tensor;

import org.atled.core.tensor.Tensor;
import org.atled.nn.loss.Loss;

/** ½ (a − y)², summed for each example, the mean over the batch: [batch, k] both. */
public record HalfSquaredLoss() implements Loss {
  @Override
  public Tensor of(Tensor output, Tensor target) {
    return output.sub(target).square().sum().mul(0.5).div(output.shape().size(0));
  }
}
