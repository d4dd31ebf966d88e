package org.atled.core.op.loss;

import org.atled.core.error.ShapeException;
import org.atled.core.tensor.Reduction;
import org.atled.core.tensor.Tensor;

/**
 * 1 − (2·Σ x·t + s)/(Σ x + Σ t + s) of probabilities [batch, channels, …], the sums over the axes
 * after the channels: [batch, channels] (Milletari et al. 2016).
 */
public record DiceLoss(double smooth, Reduction reduction) implements PairLoss {

  @Override
  public Tensor each(Tensor x, Tensor t) {
    if (x.shape().rank() < 3) {
      throw new ShapeException(
          "the output is "
              + x.shape()
              + " but must be [batch, channels, …] with axes to sum over; reshape it.");
    }
    Tensor both = x.mul(t).flatten(2).sum(2).mul(2).add(smooth);
    return both.div(x.add(t).flatten(2).sum(2).add(smooth)).neg().add(1);
  }
}
