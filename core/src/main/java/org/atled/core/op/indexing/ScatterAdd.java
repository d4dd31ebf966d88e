package org.atled.core.op.indexing;

import java.util.List;
import java.util.Optional;
import org.atled.core.error.ShapeException;
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

/** Zeros of a shape with y[i.., index[i.., j, k..], k..] += x[i.., j, k..]: Gather's transpose. */
public record ScatterAdd(int axis, Shape shape) implements SingleOp {
  @Override
  public Operands operands() {
    return Operands.exactly(2);
  }

  @Override
  public TensorType infer(List<TensorType> inputs) {
    Gather.check(shape, inputs.get(1), axis);
    if (!inputs.get(0).shape().equals(inputs.get(1).shape())) {
      throw new ShapeException(
          "x "
              + inputs.get(0).shape()
              + " and the index "
              + inputs.get(1).shape()
              + " must have equal shapes.");
    }
    return new TensorType(inputs.getFirst().dtype(), shape);
  }

  @Override
  public Tensor forward(Kernels k, TensorType type, List<Tensor> inputs) {
    return k.scatterAdd(inputs.get(0), inputs.get(1), axis, shape);
  }

  @Override
  public Keep keeps() {
    return Keep.input(1);
  }

  @Override
  public Cotangents vjp(Saved s, Tensor g) {
    Gather gather = new Gather(axis);
    return Cotangents.start().and(s, () -> Dispatch.apply(gather, g, s.input(1))).andNone();
  }

  @Override
  public Optional<KernelOp> batched(long size) {
    return Optional.of(new ScatterAdd(axis + 1, Shape.of(size).concat(shape)));
  }
}
