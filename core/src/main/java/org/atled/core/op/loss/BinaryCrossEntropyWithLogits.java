package org.atled.core.op.loss;

import java.util.List;
import org.atled.core.tensor.Composite;
import org.atled.core.tensor.Operands;
import org.atled.core.tensor.Tensor;

/**
 * mean(t·softplus(−z) + (1 − t)·softplus(z)), which is mean(−t·ln σ(z) − (1 − t)·ln(1 − σ(z))), of
 * logits z and targets t of their shape, or of logits [batch, 1] and the numbers of two classes.
 */
public record BinaryCrossEntropyWithLogits() implements Composite {
  @Override
  public Operands operands() {
    return Operands.exactly(2);
  }

  @Override
  public Tensor define(List<Tensor> inputs) {
    Tensor z = inputs.get(0);
    Tensor t = inputs.get(1);
    if (Targets.areLabels(t)) {
      Targets.checkLabels(t, 2);
      boolean column = z.shape().rank() == 2 && z.shape().size(1) == 1;
      t = column && t.shape().rank() == 1 ? t.unsqueeze(1) : t;
    }
    Targets.checkShape(z, t);
    t = t.to(z.dtype());
    return t.mul(z.neg().softplus()).add(t.neg().add(1).mul(z.softplus())).mean();
  }
}
