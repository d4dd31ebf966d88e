package org.atled.nn.optim;

import java.util.List;
import java.util.Map;
import org.atled.core.error.ArgumentException;
import org.atled.core.tensor.Buffer;
import org.atled.core.tensor.Parameter;
import org.atled.core.tensor.Slot;
import org.atled.core.tensor.Tensor;

/** A rule for the loss and l1·Σ|p| + l2/2·Σp²: the gradient and l1·sign(p) + l2·p. */
record Penalised(Rule rule, double l1, double l2) implements Decorated {
  Penalised {
    Optimizer.checked("l1", l1, 0, Double.MAX_VALUE);
    Optimizer.checked("l2", l2, 0, Double.MAX_VALUE);
    if (rule.rowSteps() == RowSteps.NEEDED) {
      throw new ArgumentException(
          "%s moves rows that have a gradient alone, but a penalty moves all; leave it out, or take another rule."
              .formatted(rule.name()));
    }
  }

  @Override
  public RowSteps rowSteps() {
    return RowSteps.ALL_MOVE;
  }

  @Override
  public Tensor direction(
      Parameter parameter, Tensor gradient, List<Buffer> buffers, Map<String, Slot> slots) {
    Tensor p = parameter.value().detach();
    Tensor slope = gradient.detach().add(p.sign().mul(l1)).add(p.mul(l2));
    return rule.direction(parameter, slope, buffers, slots);
  }
}
