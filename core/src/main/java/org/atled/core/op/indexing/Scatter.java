package org.atled.core.op.indexing;

import java.util.List;
import java.util.Optional;
import org.atled.core.error.ShapeException;
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
 * x with y[i.., index[i.., j, k..], k..] = source[i.., j, k..]; of those with one target the last,
 * row-major, stays. The cotangent of what was overwritten is 0.
 */
public record Scatter(int axis) implements SingleOp {
  @Override
  public Operands operands() {
    return Operands.exactly(3);
  }

  @Override
  public TensorType infer(List<TensorType> inputs) {
    check(inputs, axis);
    return inputs.getFirst();
  }

  /** Operands x, index and source of a scatter along an axis. */
  static void check(List<TensorType> inputs, int axis) {
    TensorType x = inputs.get(0);
    TensorType source = inputs.get(2);
    Gather.check(x.shape(), inputs.get(1), axis);
    if (!source.shape().equals(inputs.get(1).shape()) || source.dtype() != x.dtype()) {
      throw new ShapeException(
          "the source is %s but must have the type of x, %s, and the shape of the index, %s."
              .formatted(source, x.dtype(), inputs.get(1).shape()));
    }
  }

  @Override
  public Tensor forward(Kernels k, TensorType type, List<Tensor> inputs) {
    return k.scatter(Optional.empty(), inputs.get(0), inputs.get(1), inputs.get(2), axis);
  }

  @Override
  public Keep keeps() {
    return Keep.input(1);
  }

  @Override
  public Cotangents vjp(Saved s, Tensor g) {
    Tensor index = s.input(1);
    Tensor zero = Tensor.full(g.dtype(), 0).broadcastTo(index.shape());
    return Cotangents.start()
        .and(s, () -> Dispatch.apply(this, g, index, zero))
        .andNone()
        .and(s, () -> stays(index, s.type(0).shape()).where(g.gather(axis, index), zero));
  }

  /** For each place of the index whether its element stays. */
  private Tensor stays(Tensor index, Shape shape) {
    Tensor number = Tensor.arange(index.shape().elements()).reshape(index.shape());
    Tensor none = Tensor.full(DType.INT64, 0).broadcastTo(shape);
    return Dispatch.apply(this, none, index, number).gather(axis, index).eq(number);
  }

  @Override
  public Optional<KernelOp> batched(long size) {
    return Optional.of(new Scatter(axis + 1));
  }
}
