package org.atled.core.op.loss;

import java.util.List;
import org.atled.core.tensor.Composite;
import org.atled.core.tensor.Operands;
import org.atled.core.tensor.Reduction;
import org.atled.core.tensor.Tensor;

/** A loss of outputs and targets of the same shape, of which the latter take the former's type. */
interface PairLoss extends Composite {
  /** What becomes of {@link #each}. */
  Reduction reduction();

  /** The losses of single elements, or examples. */
  Tensor each(Tensor output, Tensor target);

  @Override
  default Operands operands() {
    return Operands.exactly(2);
  }

  @Override
  default Tensor define(List<Tensor> inputs) {
    Tensor output = inputs.get(0);
    Tensor target = inputs.get(1);
    Targets.checkFloats(output);
    Targets.checkShape(output, target);
    return reduction().of(each(output, target.to(output.dtype())));
  }
}
