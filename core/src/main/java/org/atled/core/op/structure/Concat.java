package org.atled.core.op.structure;

import java.util.List;
import java.util.Optional;
import org.atled.core.error.ShapeException;
import org.atled.core.shape.Range;
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

/** Tensors one after another along an axis; their other sizes are equal. */
public record Concat(int axis) implements SingleOp {
  @Override
  public Operands operands() {
    return Operands.atLeast(1);
  }

  @Override
  public TensorType infer(List<TensorType> inputs) {
    TensorType first = inputs.getFirst();
    long total = 0;
    for (TensorType input : inputs) {
      boolean fits = input.shape().rank() == first.shape().rank();
      for (int i = 0; fits && i < first.shape().rank(); i++) {
        fits = i == axis || input.shape().size(i) == first.shape().size(i);
      }
      if (!fits || input.dtype() != first.dtype()) {
        throw new ShapeException(
            input
                + " does not continue "
                + first
                + " along axis "
                + axis
                + ": the types and all other sizes must be equal.");
      }
      total += input.shape().size(axis);
    }
    return new TensorType(first.dtype(), first.shape().with(axis, total));
  }

  @Override
  public Tensor forward(Kernels k, TensorType type, List<Tensor> inputs) {
    Tensor out = k.allocate(type);
    int at = 0;
    for (Tensor input : inputs) {
      int size = (int) input.shape().size(axis);
      k.copyInto(input, out.strided().slice(axis, at, 1, size));
      at += size;
    }
    return out;
  }

  @Override
  public Keep keeps() {
    return Keep.nothing();
  }

  @Override
  public Cotangents vjp(Saved s, Tensor g) {
    Cotangents shares = Cotangents.start();
    long at = 0;
    for (int i = 0; i < s.inputCount(); i++) {
      long size = s.type(i).shape().size(axis);
      Slice slice = new Slice(new Range(axis, at, 1, size));
      shares.and(s, () -> Dispatch.apply(slice, g));
      at += size;
    }
    return shares;
  }

  @Override
  public Optional<KernelOp> batched(long size) {
    return Optional.of(new Concat(axis + 1));
  }
}
