package org.atled.core.op.structure;

import java.util.List;
import java.util.Optional;
import org.atled.core.shape.Shape;
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
 * Zeros of a shape with x on a diagonal: the transpose of {@link Diagonal}.
 *
 * @param diagonal of the shape, whose own shape is that of x
 */
public record DiagonalEmbed(Diagonal diagonal, Shape shape) implements SingleOp {
  @Override
  public TensorType infer(List<TensorType> inputs) {
    return new TensorType(inputs.getFirst().dtype(), shape);
  }

  @Override
  public Tensor forward(Kernels k, TensorType type, List<Tensor> inputs) {
    Tensor out = k.allocate(type);
    k.copyInto(inputs.getFirst(), diagonal.of(out.strided()));
    return out;
  }

  @Override
  public Keep keeps() {
    return Keep.nothing();
  }

  @Override
  public Cotangents vjp(Saved s, Tensor g) {
    return Cotangents.of(Dispatch.apply(diagonal, g));
  }

  @Override
  public Optional<KernelOp> batched(long size) {
    Diagonal wider = new Diagonal(diagonal.offset(), diagonal.first() + 1, diagonal.second() + 1);
    return Optional.of(new DiagonalEmbed(wider, Shape.of(size).concat(shape)));
  }
}
