package org.atled.core.op.reduce;

import java.util.List;
import java.util.Optional;
import org.atled.core.error.ShapeException;
import org.atled.core.shape.DType;
import org.atled.core.shape.Shape;
import org.atled.core.spi.Combiner;
import org.atled.core.tensor.KernelOp;
import org.atled.core.tensor.Kernels;
import org.atled.core.tensor.SingleOp;
import org.atled.core.tensor.Tensor;
import org.atled.core.tensor.TensorType;

/** The int64 index of the greatest or least element along an axis: the first; NaN beats all. */
public record ArgExtremum(boolean greatest, int axis) implements SingleOp {
  @Override
  public String name() {
    return greatest ? "argmax" : "argmin";
  }

  @Override
  public TensorType infer(List<TensorType> inputs) {
    Shape shape = inputs.getFirst().shape();
    if (shape.size(axis) == 0) {
      throw new ShapeException("axis " + axis + " of " + shape + " is empty.");
    }
    return new TensorType(DType.INT64, shape.reduce(new int[] {axis}, false));
  }

  @Override
  public Tensor forward(Kernels k, TensorType type, List<Tensor> inputs) {
    int rank = inputs.getFirst().shape().rank();
    int[] order = new int[rank];
    for (int i = 0, next = 0; i < rank; i++) {
      if (i != axis) {
        order[next++] = i;
      }
    }
    order[rank - 1] = axis;
    Tensor last = k.view(inputs.getFirst().strided().permute(order));
    return k.argReduce(greatest ? Combiner.MAX : Combiner.MIN, last);
  }

  @Override
  public boolean isDifferentiable() {
    return false;
  }

  @Override
  public Optional<KernelOp> batched(long size) {
    return Optional.of(new ArgExtremum(greatest, axis + 1));
  }
}
