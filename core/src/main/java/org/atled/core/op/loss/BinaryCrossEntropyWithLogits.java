package org.atled.core.op.loss;

import java.util.List;
import java.util.OptionalLong;
import org.atled.core.tensor.Composite;
import org.atled.core.tensor.Operands;
import org.atled.core.tensor.Reduction;
import org.atled.core.tensor.Tensor;

/**
 * w·(p·t·softplus(−z) + (1 − t)·softplus(z)), which is w·(−p·t·ln σ(z) − (1 − t)·ln(1 − σ(z))), of
 * logits z and targets t of their shape, or of logits [batch, 1] and the numbers of two classes.
 *
 * @param weighted whether the operand after the target is w
 * @param positive whether the last operand is p
 */
public record BinaryCrossEntropyWithLogits(boolean weighted, boolean positive, Reduction reduction)
    implements Composite {
  @Override
  public Operands operands() {
    return Operands.exactly(2 + (weighted ? 1 : 0) + (positive ? 1 : 0));
  }

  @Override
  public Tensor define(List<Tensor> inputs) {
    Tensor z = inputs.get(0);
    Tensor t = inputs.get(1);
    Targets.checkFloats(z);
    if (Targets.areLabels(t)) {
      Targets.checkLabels(t, 2, OptionalLong.empty());
      boolean column = z.shape().rank() == 2 && z.shape().size(1) == 1;
      t = column && t.shape().rank() == 1 ? t.unsqueeze(1) : t;
    }
    Targets.checkShape(z, t);
    t = t.to(z.dtype());
    Tensor yes = t.mul(z.neg().softplus());
    Tensor no = t.neg().add(1).mul(z.softplus());
    Tensor losses = (positive ? yes.mul(Targets.weights(inputs.getLast(), yes)) : yes).add(no);
    return reduction.of(weighted ? losses.mul(Targets.weights(inputs.get(2), losses)) : losses);
  }
}
