package org.atled.core.op.indexing;

import java.util.List;
import org.atled.core.shape.DType;
import org.atled.core.shape.Shape;
import org.atled.core.tensor.Composite;
import org.atled.core.tensor.Dispatch;
import org.atled.core.tensor.Tensor;

/** y[.., c] = 1 where x[..] = c, else 0, for classes c from 0. */
public record OneHot(long classes) implements Composite {
  @Override
  public Tensor define(List<Tensor> inputs) {
    Tensor index = inputs.getFirst().unsqueeze(-1);
    int last = index.shape().rank() - 1;
    Shape shape = index.shape().with(last, classes);
    Tensor one = Tensor.full(DType.INT64, 1).broadcastTo(index.shape());
    return Dispatch.apply(new ScatterAdd(last, shape), one, index);
  }
}
