package org.atled.core.op.loss;

import java.util.List;
import org.atled.core.tensor.Composite;
import org.atled.core.tensor.Operands;
import org.atled.core.tensor.Reduction;
import org.atled.core.tensor.Tensor;

/** The mean over the last axis of w·(t·softplus(−x) + (1 − t)·softplus(x)). */
public record MultilabelSoftMarginLoss(Reduction reduction) implements Composite {
  @Override
  public Operands operands() {
    return Operands.between(2, 3);
  }

  @Override
  public Tensor define(List<Tensor> inputs) {
    Tensor x = inputs.get(0);
    Targets.checkFloats(x);
    Targets.checkShape(x, inputs.get(1));
    Tensor t = inputs.get(1).to(x.dtype());
    Tensor each = t.mul(x.neg().softplus()).add(t.neg().add(1).mul(x.softplus()));
    Tensor weighed = inputs.size() > 2 ? each.mul(Targets.weights(inputs.get(2), each)) : each;
    return reduction.of(weighed.mean(-1));
  }
}
