package org.atled.core.op.order;

import java.util.List;
import java.util.Optional;
import org.atled.core.op.indexing.ScatterAdd;
import org.atled.core.shape.DType;
import org.atled.core.spi.SortKernel;
import org.atled.core.tensor.Cotangents;
import org.atled.core.tensor.Dispatch;
import org.atled.core.tensor.Keep;
import org.atled.core.tensor.KernelOp;
import org.atled.core.tensor.Kernels;
import org.atled.core.tensor.MultiOp;
import org.atled.core.tensor.Saved;
import org.atled.core.tensor.Tensor;
import org.atled.core.tensor.TensorType;

/**
 * The elements along an axis in order, and the int64 places where they stood. Stable; NaN is
 * greater than all. A cotangent goes back to where its element stood.
 */
public record Sort(int axis, boolean descending) implements MultiOp {
  @Override
  public List<TensorType> infer(List<TensorType> inputs) {
    TensorType x = inputs.getFirst();
    x.shape().axis(axis);
    return List.of(x, new TensorType(DType.INT64, x.shape()));
  }

  @Override
  public List<Tensor> forward(Kernels k, List<TensorType> types, List<Tensor> inputs) {
    SortKernel.Order order = descending ? SortKernel.Order.DESCENDING : SortKernel.Order.ASCENDING;
    Tensor x = inputs.getFirst();
    Kernels.Sorted sorted = k.sort(order, x, axis, (int) x.shape().size(axis));
    return List.of(sorted.values(), sorted.indices());
  }

  @Override
  public Keep keeps() {
    return Keep.result(1);
  }

  @Override
  public Cotangents vjp(Saved s, List<Optional<Tensor>> g) {
    return back(s, g, axis);
  }

  /** The values' cotangents, each added to its place. */
  static Cotangents back(Saved s, List<Optional<Tensor>> g, int axis) {
    ScatterAdd scatter = new ScatterAdd(axis, s.type(0).shape());
    return Cotangents.of(Dispatch.apply(scatter, g.getFirst().orElseThrow(), s.output(1)));
  }

  @Override
  public Optional<KernelOp> batched(long size) {
    return Optional.of(new Sort(axis + 1, descending));
  }
}
