package org.atled.core.op.loss;

import java.util.List;
import org.atled.core.error.ShapeException;
import org.atled.core.tensor.Composite;
import org.atled.core.tensor.Operands;
import org.atled.core.tensor.Reduction;
import org.atled.core.tensor.Tensor;

/**
 * 1 − cos(x, y) where t = 1, max(0, cos(x, y) − margin) where t = −1, over the last axis of x and y
 * [batch, size], with t [batch]. The cosine is x·y / √((x·x + 10⁻¹²)·(y·y + 10⁻¹²)).
 */
public record CosineEmbeddingLoss(double margin, Reduction reduction) implements Composite {
  /** A float in PyTorch, whatever the type of the numbers. */
  private static final double EPSILON = 1e-12f;

  @Override
  public Operands operands() {
    return Operands.exactly(3);
  }

  @Override
  public Tensor define(List<Tensor> inputs) {
    Tensor x = inputs.get(0);
    Tensor y = inputs.get(1);
    Tensor t = inputs.get(2);
    Targets.checkFloats(x);
    Targets.checkFloats(y);
    if (x.shape().rank() == 0
        || !x.shape().equals(y.shape())
        || !t.shape().equals(x.shape().slice(0, x.shape().rank() - 1))) {
      throw new ShapeException(
          "the embeddings are "
              + x.shape()
              + " and "
              + y.shape()
              + ", the target is "
              + t.shape()
              + "; they must be [batch, size] twice and [batch].");
    }
    Targets.checkSigns(t);
    Tensor squares = x.square().sum(-1).add(EPSILON).mul(y.square().sum(-1).add(EPSILON));
    Tensor cosine = x.mul(y).sum(-1).div(squares.sqrt());
    Tensor apart = Targets.atLeastZero(cosine.sub(margin));
    return reduction.of(t.eq(1).where(cosine.neg().add(1), apart));
  }
}
