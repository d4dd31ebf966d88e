package org.atled.core.op.structure;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.atled.core.shape.Range;
import org.atled.core.shape.Shape;
import org.atled.core.spi.Strided;
import org.atled.core.tensor.Cotangents;
import org.atled.core.tensor.Dispatch;
import org.atled.core.tensor.Keep;
import org.atled.core.tensor.KernelOp;
import org.atled.core.tensor.Kernels;
import org.atled.core.tensor.Saved;
import org.atled.core.tensor.SingleOp;
import org.atled.core.tensor.Tensor;
import org.atled.core.tensor.TensorType;

/**
 * x inside a larger tensor, whose other elements are one number. Its cotangent is g's part there.
 *
 * @param before on each axis, how many elements come before x
 * @param shape of the result
 * @param bits of the number, as {@link org.atled.core.spi.FillKernel} takes them
 */
public record Pad(List<Long> before, Shape shape, long bits) implements SingleOp {
  public Pad {
    before = List.copyOf(before);
  }

  @Override
  public TensorType infer(List<TensorType> inputs) {
    return new TensorType(inputs.getFirst().dtype(), shape);
  }

  @Override
  public Tensor forward(Kernels k, TensorType type, List<Tensor> inputs) {
    Tensor out = k.fill(type, bits);
    Strided window = out.strided();
    for (int axis = 0; axis < shape.rank(); axis++) {
      window = window.slice(range(axis, inputs.getFirst().shape()));
    }
    k.copyInto(inputs.getFirst(), window);
    return out;
  }

  private Range range(int axis, Shape inner) {
    return new Range(axis, before.get(axis), 1, inner.size(axis));
  }

  @Override
  public Keep keeps() {
    return Keep.nothing();
  }

  @Override
  public Cotangents vjp(Saved s, Tensor g) {
    Tensor part = g;
    for (int axis = 0; axis < shape.rank(); axis++) {
      part = Dispatch.apply(new Slice(range(axis, s.type(0).shape())), part);
    }
    return Cotangents.of(part);
  }

  @Override
  public Optional<KernelOp> batched(long size) {
    List<Long> wider = new ArrayList<>(before);
    wider.addFirst(0L);
    return Optional.of(new Pad(wider, Shape.of(size).concat(shape), bits));
  }
}
