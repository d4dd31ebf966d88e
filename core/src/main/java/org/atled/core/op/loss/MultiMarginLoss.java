package org.atled.core.op.loss;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.atled.core.error.ArgumentException;
import org.atled.core.error.ShapeException;
import org.atled.core.tensor.Composite;
import org.atled.core.tensor.Operands;
import org.atled.core.tensor.Reduction;
import org.atled.core.tensor.Tensor;

/**
 * Σ w[class]·max(0, margin − x[class] + x[c])^p / C over all other classes c, of scores [batch, C]
 * and classes [batch] (Crammer and Singer 2001).
 */
public record MultiMarginLoss(int p, double margin, Reduction reduction) implements Composite {
  public MultiMarginLoss {
    if (p != 1 && p != 2) {
      throw new ArgumentException("multiMarginLoss: p must be 1 or 2, not " + p + ".");
    }
  }

  @Override
  public Operands operands() {
    return Operands.between(2, 3);
  }

  @Override
  public Tensor define(List<Tensor> inputs) {
    Tensor x = inputs.get(0);
    Tensor classes = inputs.get(1);
    Targets.checkFloats(x);
    if (x.shape().rank() > 2 || !Labels.fit(x, classes) || !Targets.areLabels(classes)) {
      throw new ShapeException(
          "the scores are "
              + x.type()
              + " but the classes are "
              + classes.type()
              + "; they must be floats [batch, classes] and int64 or int32 [batch].");
    }
    int axis = Labels.axis(x);
    long count = x.shape().size(axis);
    Tensor y = classes.unsqueeze(axis);
    Optional<Tensor> weight = Labels.weight(inputs).map(w -> Labels.byClass(w, x, axis));
    return Labels.explained(
        classes,
        count,
        OptionalLong.empty(),
        () -> {
          Tensor missing = x.sub(x.gather(axis, y)).add(margin).relu();
          Tensor powers = p == 1 ? missing : missing.square();
          Tensor own = Tensor.arange((int) count).eq(y);
          Tensor sums = own.where(0.0, powers).sum(axis);
          Tensor weighed =
              weight
                  .map(w -> sums.mul(w.gather(0, classes.reshape(-1)).reshape(classes.shape())))
                  .orElse(sums);
          return reduction.of(weighed.div(count));
        });
  }
}
