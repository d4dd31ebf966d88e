package org.atled.core.op.order;

import java.util.List;
import org.atled.core.error.ShapeException;
import org.atled.core.tensor.Composite;
import org.atled.core.tensor.Tensor;

/**
 * The int64 place along an axis of the k-th least element, k from 1; of equals the k-th of them.
 */
public record KthValue(int k, int axis) implements Composite {
  @Override
  public Tensor define(List<Tensor> inputs) {
    Tensor x = inputs.getFirst();
    long size = x.shape().size(axis);
    if (k < 1 || k > size) {
      throw new ShapeException(
          "there is no element number %d along axis %d of %s; k is from 1 to %d."
              .formatted(k, axis, x.shape(), size));
    }
    return x.topK(k, axis, false).indices().select(axis, k - 1);
  }
}
