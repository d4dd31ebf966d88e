package org.atled.core.op.linalg;

import java.util.List;
import org.atled.core.error.ShapeException;
import org.atled.core.tensor.Composite;
import org.atled.core.tensor.Tensor;

/** The sum of a matrix's diagonal. */
public record Trace() implements Composite {
  @Override
  public Tensor define(List<Tensor> inputs) {
    Tensor x = inputs.getFirst();
    if (x.shape().rank() != 2) {
      throw new ShapeException(
          "takes a matrix, not %s; diagonal().sum(-1) takes more axes.".formatted(x.shape()));
    }
    return x.diagonal(0, 0, 1).sum();
  }
}
