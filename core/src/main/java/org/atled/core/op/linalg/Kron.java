package org.atled.core.op.linalg;

import java.util.List;
import org.atled.core.shape.Shape;
import org.atled.core.tensor.Composite;
import org.atled.core.tensor.Operands;
import org.atled.core.tensor.Tensor;

/** The Kronecker product: each element of the left times all of the right, as blocks. */
public record Kron() implements Composite {
  @Override
  public Operands operands() {
    return Operands.exactly(2);
  }

  @Override
  public Tensor define(List<Tensor> inputs) {
    Tensor a = inputs.get(0);
    Tensor b = inputs.get(1);
    int rank = Math.max(a.shape().rank(), b.shape().rank());
    long[] outer = new long[2 * rank];
    long[] inner = new long[2 * rank];
    long[] sizes = new long[rank];
    for (int axis = 0; axis < rank; axis++) {
      outer[2 * axis] = size(a.shape(), axis - rank);
      outer[2 * axis + 1] = 1;
      inner[2 * axis] = 1;
      inner[2 * axis + 1] = size(b.shape(), axis - rank);
      sizes[axis] = outer[2 * axis] * inner[2 * axis + 1];
    }
    Shape shape = Shape.of(sizes);
    return a.reshape(outer).mul(b.reshape(inner)).reshape(shape);
  }

  private static long size(Shape shape, int fromEnd) {
    return -fromEnd > shape.rank() ? 1 : shape.size(fromEnd);
  }
}
