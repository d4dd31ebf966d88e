package org.atled.core.op.loss;

import java.util.List;
import org.atled.core.tensor.Composite;
import org.atled.core.tensor.Operands;
import org.atled.core.tensor.Reduction;
import org.atled.core.tensor.Tensor;

/** max(0, margin − t·(x − y)): t = 1 where x should be the greater, −1 where y should. */
public record MarginRankingLoss(double margin, Reduction reduction) implements Composite {
  @Override
  public Operands operands() {
    return Operands.exactly(3);
  }

  @Override
  public Tensor define(List<Tensor> inputs) {
    Tensor x = inputs.get(0);
    Tensor t = inputs.get(2);
    Targets.checkFloats(x);
    Targets.checkShape(x, inputs.get(1));
    Targets.checkShape(x, t);
    Tensor lead = t.to(x.dtype()).mul(x.sub(inputs.get(1)));
    return reduction.of(Targets.atLeastZero(lead.neg().add(margin)));
  }
}
