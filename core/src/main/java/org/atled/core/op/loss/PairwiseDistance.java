package org.atled.core.op.loss;

import java.util.List;
import org.atled.core.error.ArgumentException;
import org.atled.core.shape.Axes;
import org.atled.core.tensor.Composite;
import org.atled.core.tensor.Operands;
import org.atled.core.tensor.Tensor;

/** (Σ |x − y + ε|^p)^(1/p) over the last axis, after broadcasting; the greatest for p = ∞. */
public record PairwiseDistance(double p, double eps, boolean keepAxis) implements Composite {
  public PairwiseDistance {
    if (!(p > 0)) {
      throw new ArgumentException("pairwiseDistance: p must be above 0, not " + p + ".");
    }
  }

  @Override
  public Operands operands() {
    return Operands.exactly(2);
  }

  @Override
  public Tensor define(List<Tensor> inputs) {
    Targets.checkFloats(inputs.get(0));
    Targets.checkFloats(inputs.get(1));
    Axes last = keepAxis ? Axes.of(-1).kept() : Axes.of(-1);
    return inputs.get(0).sub(inputs.get(1)).add(eps).norm(p, last);
  }
}
