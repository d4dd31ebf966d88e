package org.atled.core.op.loss;

import java.util.List;
import org.atled.core.shape.Axes;
import org.atled.core.shape.DType;
import org.atled.core.shape.Shape;
import org.atled.core.tensor.Composite;
import org.atled.core.tensor.Operands;
import org.atled.core.tensor.Promotion;
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
    Shape shape = inputs.get(0).shape().broadcast(inputs.get(1).shape());
    DType type = Promotion.of(List.of(inputs.get(0).type(), inputs.get(1).type()));
    List<Tensor> wide =
        inputs.stream().map(x -> unit(x.to(type.computing()).broadcastTo(shape))).toList();
    return wide.get(0).mul(wide.get(1)).sum(axis).to(type);
  }

  private Tensor unit(Tensor x) {
    Tensor squares = x.square().sum(Axes.of(axis).kept());
    double least = eps * eps;
    Tensor limited = squares.lt(least).where(squares.sub(squares.detach()).add(least), squares);
    return x.div(limited.sqrt());
  }
}
