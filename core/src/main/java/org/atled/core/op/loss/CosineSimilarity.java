package org.atled.core.op.loss;

import java.util.List;
import org.atled.core.shape.Axes;
import org.atled.core.tensor.Composite;
import org.atled.core.tensor.Operands;
import org.atled.core.tensor.Tensor;

/**
 * x·y / (max(‖x‖, ε)·max(‖y‖, ε)) along an axis, after broadcasting. The gradient takes no notice
 * of ε's limit.
 */
public record CosineSimilarity(int axis, double eps) implements Composite {
  @Override
  public Operands operands() {
    return Operands.exactly(2);
  }

  @Override
  public Tensor define(List<Tensor> inputs) {
    Targets.checkFloats(inputs.get(0));
    Targets.checkFloats(inputs.get(1));
    return unit(inputs.get(0)).mul(unit(inputs.get(1))).sum(axis);
  }

  private Tensor unit(Tensor x) {
    Tensor norm = x.norm(2, Axes.of(axis).kept());
    return x.div(norm.lt(eps).where(norm.sub(norm.detach()).add(eps), norm));
  }
}
