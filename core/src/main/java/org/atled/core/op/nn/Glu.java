package org.atled.core.op.nn;

import java.util.List;
import org.atled.core.error.ShapeException;
import org.atled.core.tensor.Composite;
import org.atled.core.tensor.Tensor;

/** y = a·σ(b), a and b the halves of x along an axis: Dauphin et al. 2017. */
public record Glu(int axis) implements Composite {
  @Override
  public Tensor define(List<Tensor> inputs) {
    Tensor x = inputs.getFirst();

    long size = x.shape().size(axis);
    if (size % 2 != 0) {
      throw new ShapeException(
          "axis %s of %s has size %s, which is odd; it must have two halves."
              .formatted(axis, x.shape(), size));
    }
    return x.slice(axis, 0, size / 2).mul(x.slice(axis, size / 2, size).sigmoid());
  }
}
