package org.atled.core.op.loss;

import java.util.List;
import org.atled.core.tensor.Composite;
import org.atled.core.tensor.Operands;
import org.atled.core.tensor.Tensor;

/** mean((y − t)²) over all elements. */
public record MseLoss() implements Composite {
  @Override
  public Operands operands() {
    return Operands.exactly(2);
  }

  @Override
  public Tensor define(List<Tensor> inputs) {
    Tensor output = inputs.get(0);
    Tensor target = inputs.get(1);
    Targets.checkShape(output, target);
    return output.sub(target.to(output.dtype())).square().mean();
  }
}
