package org.atled.core.op.indexing;

import java.util.List;
import java.util.Optional;
import org.atled.core.error.ShapeException;
import org.atled.core.error.TypeException;
import org.atled.core.shape.DType;
import org.atled.core.shape.Shape;
import org.atled.core.tensor.Cotangents;
import org.atled.core.tensor.Dispatch;
import org.atled.core.tensor.Keep;
import org.atled.core.tensor.KernelOp;
import org.atled.core.tensor.Kernels;
import org.atled.core.tensor.Operands;
import org.atled.core.tensor.Saved;
import org.atled.core.tensor.SingleOp;
import org.atled.core.tensor.Tensor;
import org.atled.core.tensor.TensorType;

/**
 * y[i.., j, k..] = x[i.., index[i.., j, k..], k..] along an axis, as PyTorch's gather: index (int64
 * or int32) has x's rank and, on other axes, at most its sizes. The cotangent is scattered back.
 */
public record Gather(int axis) implements SingleOp {
  @Override
  public Operands operands() {
    return Operands.exactly(2);
  }

  @Override
  public TensorType infer(List<TensorType> inputs) {
    TensorType x = inputs.get(0);
    TensorType index = inputs.get(1);
    check(x.shape(), index, axis);
    return new TensorType(x.dtype(), index.shape());
  }

  static void check(Shape x, TensorType index, int axis) {
    x.axis(axis);
    if (index.dtype() != DType.INT64 && index.dtype() != DType.INT32) {
      throw new TypeException("the index is " + index + " but must be int64 or int32.");
    }
    boolean fits = index.shape().rank() == x.rank();
    for (int i = 0; fits && i < x.rank(); i++) {
      fits = i == axis || index.shape().size(i) <= x.size(i);
    }
    if (!fits) {
      throw new ShapeException(
          "the index "
              + index.shape()
              + " does not fit "
              + x
              + ": the ranks must be equal, and the"
              + " sizes no greater but on axis "
              + axis
              + ".");
    }
  }

  @Override
  public Tensor forward(Kernels k, TensorType type, List<Tensor> inputs) {
    return k.gather(inputs.get(0), inputs.get(1), axis);
  }

  @Override
  public Keep keeps() {
    return Keep.input(1);
  }

  @Override
  public Cotangents vjp(Saved s, Tensor g) {
    ScatterAdd scatter = new ScatterAdd(axis, s.type(0).shape());
    return Cotangents.start().and(s, () -> Dispatch.apply(scatter, g, s.input(1))).andNone();
  }

  @Override
  public Optional<KernelOp> batched(long size) {
    return Optional.of(new Gather(axis + 1));
  }
}
