package org.atled.core.op.structure;

import java.util.List;
import java.util.Optional;
import org.atled.core.error.ShapeException;
import org.atled.core.shape.Range;
import org.atled.core.shape.Shape;
import org.atled.core.tensor.Cotangents;
import org.atled.core.tensor.Keep;
import org.atled.core.tensor.KernelOp;
import org.atled.core.tensor.Kernels;
import org.atled.core.tensor.Saved;
import org.atled.core.tensor.SingleOp;
import org.atled.core.tensor.Tensor;
import org.atled.core.tensor.TensorType;

/** The elements in a range of places along one axis, as a view. */
public record Slice(Range range) implements SingleOp {
  @Override
  public TensorType infer(List<TensorType> inputs) {
    Shape shape = inputs.getFirst().shape();
    int axis = range.axis();
    long start = range.start();
    long step = range.step();
    long count = range.count();
    long size = shape.size(axis);
    long last = start + (count - 1) * step;
    if (step == 0 || count < 0) {
      throw new ShapeException("step " + step + " and count " + count + " make no slice.");
    }
    if (count > 0 && (start < 0 || start >= size || last < 0 || last >= size)) {
      throw new ShapeException(
          "elements "
              + start
              + " to "
              + last
              + " are not all inside axis "
              + axis
              + " of "
              + shape
              + ", which has "
              + size
              + ".");
    }
    return new TensorType(inputs.getFirst().dtype(), shape.with(axis, count));
  }

  @Override
  public Tensor forward(Kernels k, TensorType type, List<Tensor> inputs) {
    return k.view(inputs.getFirst().strided().slice(range));
  }

  @Override
  public Keep keeps() {
    return Keep.nothing();
  }

  @Override
  public Cotangents vjp(Saved s, Tensor g) {
    return Cotangents.ofPart(range, g);
  }

  @Override
  public Optional<KernelOp> batched(long size) {
    return Optional.of(new Slice(range.after(1)));
  }
}
