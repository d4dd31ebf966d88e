package org.atled.core.op.loss;

import java.util.List;
import org.atled.core.tensor.Composite;
import org.atled.core.tensor.Dispatch;
import org.atled.core.tensor.Operands;
import org.atled.core.tensor.Reduction;
import org.atled.core.tensor.Tensor;

/** {@link BinaryCrossEntropyTerm} of probabilities and targets of their shape, weighed. */
public record BinaryCrossEntropy(Reduction reduction) implements Composite {
  @Override
  public Operands operands() {
    return Operands.between(2, 3);
  }

  @Override
  public Tensor define(List<Tensor> inputs) {
    Tensor x = inputs.get(0);
    Tensor target = inputs.get(1);
    Targets.checkFloats(x);
    Targets.checkShape(x, target);
    Targets.check(
        x,
        p -> p >= 0 && p <= 1,
        "the probability",
        "from 0 to 1; give logits to binaryCrossEntropyWithLogits.");
    Tensor losses = Dispatch.apply(new BinaryCrossEntropyTerm(), x, target.to(x.dtype()));
    return reduction.of(
        inputs.size() > 2 ? losses.mul(Targets.weights(inputs.get(2), losses)) : losses);
  }
}
