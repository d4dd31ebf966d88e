package org.atled.core.op.order;

import java.util.List;
import java.util.Optional;
import org.atled.core.error.ShapeException;
import org.atled.core.shape.DType;
import org.atled.core.shape.Shape;
import org.atled.core.spi.SortKernel;
import org.atled.core.tensor.Cotangents;
import org.atled.core.tensor.Keep;
import org.atled.core.tensor.KernelOp;
import org.atled.core.tensor.Kernels;
import org.atled.core.tensor.MultiOp;
import org.atled.core.tensor.Saved;
import org.atled.core.tensor.Tensor;
import org.atled.core.tensor.TensorType;

/**
 * The k greatest or least elements along an axis, the most extreme first, and the int64 places
 * where they stood: the beginning of a {@link Sort}.
 */
public record TopK(int k, int axis, boolean greatest) implements MultiOp {
  @Override
  public List<TensorType> infer(List<TensorType> inputs) {
    TensorType x = inputs.getFirst();
    long size = x.shape().size(axis);
    if (k < 0 || k > size) {
      throw new ShapeException(
          "there are no "
              + k
              + " elements along axis "
              + axis
              + " of "
              + x.shape()
              + "; k is from 0 to "
              + size
              + ".");
    }
    Shape shape = x.shape().with(axis, k);
    return List.of(new TensorType(x.dtype(), shape), new TensorType(DType.INT64, shape));
  }

  @Override
  public List<Tensor> forward(Kernels kernels, List<TensorType> types, List<Tensor> inputs) {
    SortKernel.Order order = greatest ? SortKernel.Order.DESCENDING : SortKernel.Order.ASCENDING;
    Kernels.Sorted sorted = kernels.sort(order, inputs.getFirst(), axis, k);
    return List.of(sorted.values(), sorted.indices());
  }

  @Override
  public Keep keeps() {
    return Keep.result(1);
  }

  @Override
  public Cotangents vjp(Saved s, List<Optional<Tensor>> g) {
    return Sort.back(s, g, axis);
  }

  @Override
  public Optional<KernelOp> batched(long size) {
    return Optional.of(new TopK(k, axis + 1, greatest));
  }
}
