package org.atled.core.op.loss;

import java.util.List;
import java.util.OptionalLong;
import org.atled.core.error.TypeException;
import org.atled.core.shape.Axes;
import org.atled.core.tensor.Composite;
import org.atled.core.tensor.Operands;
import org.atled.core.tensor.Reduction;
import org.atled.core.tensor.Tensor;

/**
 * Σ max(0, 1 − x[t] + x[c]) / C over the classes t that apply and the others c, of scores [batch,
 * C] and, in the same shape, the numbers of the classes that apply, before the first −1.
 */
public record MultilabelMarginLoss(Reduction reduction) implements Composite {
  @Override
  public Operands operands() {
    return Operands.exactly(2);
  }

  @Override
  public Tensor define(List<Tensor> inputs) {
    Tensor x = inputs.get(0);
    Tensor classes = inputs.get(1);
    Targets.checkFloats(x);
    Targets.checkShape(x, classes);
    if (!Targets.areLabels(classes)) {
      throw new TypeException(
          "the target is "
              + classes.type()
              + " but must hold the numbers of classes, int64 or int32, −1 after the last.");
    }
    long count = x.shape().size(-1);
    Targets.checkLabels(classes, count, OptionalLong.of(-1));
    Tensor applies = classes.eq(-1).to(classes.dtype()).cumSum(-1).eq(0);
    Tensor index = applies.where(classes, 0L);
    Tensor wanted = x.gather(-1, index).unsqueeze(-1);
    // [.., t, c]: whether class c is that of place t, and then whether it is that of any.
    Tensor same = Tensor.arange((int) count).eq(index.unsqueeze(-1));
    Tensor one = same.to(x.dtype()).mul(applies.unsqueeze(-1).to(x.dtype()));
    Tensor others = one.sum(Axes.of(-2).kept()).eq(0);
    Tensor pairs = x.unsqueeze(-2).sub(wanted).add(1).relu();
    Tensor kept = others.where(applies.unsqueeze(-1).where(pairs, 0.0), 0.0);
    return reduction.of(kept.sum(-2, -1).div(count));
  }
}
