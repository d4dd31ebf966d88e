package org.atled.core.op.linalg;

import java.util.List;
import org.atled.core.error.ShapeException;
import org.atled.core.tensor.Composite;
import org.atled.core.tensor.Operands;
import org.atled.core.tensor.Tensor;

/** The vector product of vectors along an axis of 3: yᵢ = aⱼ·bₖ − aₖ·bⱼ for j, k after i. */
public record Cross(int axis) implements Composite {
  @Override
  public Operands operands() {
    return Operands.exactly(2);
  }

  @Override
  public Tensor define(List<Tensor> inputs) {
    Tensor a = inputs.get(0);
    Tensor b = inputs.get(1);
    if (a.shape().rank() != b.shape().rank()) {
      throw new ShapeException(
          "takes operands of one rank, not %s and %s.".formatted(a.shape(), b.shape()));
    }
    if (a.shape().size(axis) != 3 || b.shape().size(axis) != 3) {
      throw new ShapeException(
          "takes vectors of 3 elements along axis %d, but the shapes are %s and %s."
              .formatted(axis, a.shape(), b.shape()));
    }
    a.shape().broadcast(b.shape());
    Tensor forward = a.roll(axis, -1).mul(b.roll(axis, -2));
    return forward.sub(a.roll(axis, -2).mul(b.roll(axis, -1)));
  }
}
