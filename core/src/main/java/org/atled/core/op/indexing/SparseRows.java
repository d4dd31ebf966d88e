package org.atled.core.op.indexing;

import java.util.List;
import org.atled.core.error.ShapeException;
import org.atled.core.shape.Shape;
import org.atled.core.tensor.Cotangents;
import org.atled.core.tensor.Defined;
import org.atled.core.tensor.Keep;
import org.atled.core.tensor.Kernels;
import org.atled.core.tensor.Operands;
import org.atled.core.tensor.Saved;
import org.atled.core.tensor.SingleOp;
import org.atled.core.tensor.Tensor;
import org.atled.core.tensor.TensorType;

/** y[j, k..] = x[index[j], k..], whose cotangent stays rows as long as nothing else meets it. */
public record SparseRows() implements SingleOp, Defined {
  @Override
  public Operands operands() {
    return Operands.exactly(2);
  }

  @Override
  public TensorType infer(List<TensorType> inputs) {
    TensorType x = inputs.get(0);
    TensorType index = inputs.get(1);
    if (x.shape().rank() == 0 || index.shape().rank() != 1) {
      throw new ShapeException(
          "takes rows of [n, ..] by an index of rank 1, not of %s by %s.".formatted(x, index));
    }
    Shape rows = x.shape().with(0, index.shape().size(0));
    Gather.check(x.shape(), new TensorType(index.dtype(), rows), 0);
    return new TensorType(x.dtype(), rows);
  }

  @Override
  public Tensor define(List<Tensor> inputs) {
    return inputs.get(0).rows(inputs.get(1));
  }

  @Override
  public Tensor forward(Kernels k, TensorType type, List<Tensor> inputs) {
    return k.gather(inputs.get(0), k.rowIndex(inputs.get(1), type.shape()), 0);
  }

  @Override
  public Keep keeps() {
    return Keep.input(1);
  }

  @Override
  public Cotangents vjp(Saved s, Tensor g) {
    return Cotangents.start().andRows(s, s.input(1), g).andNone();
  }
}
