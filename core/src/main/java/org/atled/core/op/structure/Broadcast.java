package org.atled.core.op.structure;

import java.util.List;
import java.util.Optional;
import org.atled.core.error.ShapeException;
import org.atled.core.shape.Shape;
import org.atled.core.tensor.Cotangents;
import org.atled.core.tensor.Keep;
import org.atled.core.tensor.KernelOp;
import org.atled.core.tensor.Kernels;
import org.atled.core.tensor.Saved;
import org.atled.core.tensor.SingleOp;
import org.atled.core.tensor.Tensor;
import org.atled.core.tensor.TensorType;

/** Repeated along new leading axes and axes of size 1, as a view; the cotangent is summed back. */
public record Broadcast(Shape shape) implements SingleOp {
  @Override
  public TensorType infer(List<TensorType> inputs) {
    Shape from = inputs.getFirst().shape();
    if (!from.broadcastsTo(shape)) {
      throw new ShapeException(
          from
              + " does not broadcast to "
              + shape
              + "; counted from the end, each size must be"
              + " equal or 1.");
    }
    return new TensorType(inputs.getFirst().dtype(), shape);
  }

  @Override
  public Tensor forward(Kernels k, TensorType type, List<Tensor> inputs) {
    return k.view(inputs.getFirst().strided().broadcastTo(shape));
  }

  @Override
  public Keep keeps() {
    return Keep.nothing();
  }

  @Override
  public Cotangents vjp(Saved s, Tensor g) {
    return Cotangents.of(g);
  }

  @Override
  public Optional<KernelOp> batched(long size) {
    return Optional.of(new Broadcast(Shape.of(size).concat(shape)));
  }

  @Override
  public boolean broadcasts() {
    return true;
  }
}
