package org.atled.core.op.structure;

import java.util.List;
import org.atled.core.error.ShapeException;
import org.atled.core.shape.Shape;
import org.atled.core.tensor.Composite;
import org.atled.core.tensor.Tensor;
import org.atled.core.tensor.TensorType;

/** Matrices with zeros below (above) a diagonal. */
public record Triangle(boolean upper, long diagonal) implements Composite {
  @Override
  public String name() {
    return upper ? "triu" : "tril";
  }

  @Override
  public Tensor define(List<Tensor> inputs) {
    Tensor x = inputs.getFirst();
    if (x.shape().rank() < 2) {
      throw new ShapeException("takes matrices, of rank 2 or more, not %s.".formatted(x.type()));
    }
    int rows = (int) x.shape().size(-2);
    int columns = (int) x.shape().size(-1);
    Tensor border =
        Tensor.arange(rows).add(Math.clamp(diagonal, -(long) rows, columns)).unsqueeze(1);
    Tensor column = Tensor.arange(columns);
    Tensor zero = Tensor.full(new TensorType(x.dtype(), Shape.scalar()), 0);
    return (upper ? border.le(column) : border.ge(column)).where(x, zero);
  }
}
