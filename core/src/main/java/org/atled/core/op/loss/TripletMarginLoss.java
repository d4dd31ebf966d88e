package org.atled.core.op.loss;

import java.util.List;
import org.atled.core.tensor.Composite;
import org.atled.core.tensor.Operands;
import org.atled.core.tensor.Reduction;
import org.atled.core.tensor.Tensor;

/**
 * max(0, d(a, p) − d(a, n) + margin) of anchors, positives and negatives [batch, size], with
 * p-norms of their differences; with the swap d(p, n) in place of d(a, n) where it is less (Balntas
 * et al. 2016).
 */
public record TripletMarginLoss(
    double margin, double p, double eps, boolean swap, Reduction reduction) implements Composite {
  @Override
  public Operands operands() {
    return Operands.exactly(3);
  }

  @Override
  public Tensor define(List<Tensor> inputs) {
    Tensor anchor = inputs.get(0);
    Tensor positive = inputs.get(1);
    Tensor negative = inputs.get(2);
    Targets.checkShape(anchor, positive);
    Targets.checkShape(anchor, negative);
    Tensor near = anchor.pairwiseDistance(positive, p, eps);
    Tensor far = anchor.pairwiseDistance(negative, p, eps);
    if (swap) {
      far = far.minimum(positive.pairwiseDistance(negative, p, eps));
    }
    return reduction.of(Targets.atLeastZero(near.sub(far).add(margin)));
  }
}
