package org.atled.nn;

import org.atled.core.error.ShapeException;
import org.atled.core.tensor.Tensor;
import org.atled.nn.layer.Dropout;
import org.atled.nn.layer.Linear;

/**
 * The mean over the steps of a sequence that a mask leaves, of a projection: a module of two inputs
 * and two results. x [batch, steps, features], mask [batch, steps] of 1 and 0.
 */
final class Mean extends Module {
  /**
   * What it gives.
   *
   * @param pooled [batch, features]
   * @param counts how many steps each is the mean of, [batch, 1]
   */
  record Out(Tensor pooled, Tensor counts) {}

  final Linear project;
  private final Dropout dropout = child("dropout", new Dropout(0.5));

  Mean(int features) {
    project = child("project", new Linear(features, features));
  }

  Out apply(Tensor x, Tensor mask, Mode mode) {
    return call(
        mode,
        () -> {
          if (!mask.shape().equals(x.shape().slice(0, 2))) {
            throw new ShapeException(
                "the mask is %s but must be %s.".formatted(mask.shape(), x.shape().slice(0, 2)));
          }
          Tensor counts = mask.sum(1).unsqueeze(1);
          Tensor h = dropout.apply(project.apply(x, mode), mode);
          return new Out(h.mul(mask.unsqueeze(2)).sum(1).div(counts), counts);
        });
  }
}
