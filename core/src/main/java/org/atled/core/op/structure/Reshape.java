package org.atled.core.op.structure;

import java.util.List;
import java.util.Optional;
import org.atled.core.shape.Shape;
import org.atled.core.spi.Strided;
import org.atled.core.tensor.Cotangents;
import org.atled.core.tensor.Keep;
import org.atled.core.tensor.KernelOp;
import org.atled.core.tensor.Kernels;
import org.atled.core.tensor.Saved;
import org.atled.core.tensor.SingleOp;
import org.atled.core.tensor.Tensor;
import org.atled.core.tensor.TensorType;

/** The same elements, row-major, under another shape; a view where the strides allow it. */
public record Reshape(Shape shape) implements SingleOp {
  @Override
  public TensorType infer(List<TensorType> inputs) {
    Shape from = inputs.getFirst().shape();
    return new TensorType(inputs.getFirst().dtype(), from.reshape(shape.toArray()));
  }

  @Override
  public Tensor forward(Kernels k, TensorType type, List<Tensor> inputs) {
    Strided data = inputs.getFirst().strided();
    return data.reshape(shape)
        .map(k::view)
        .orElseGet(
            () -> k.view(Strided.rowMajor(k.copy(inputs.getFirst()).strided().storage(), shape)));
  }

  @Override
  public Keep keeps() {
    return Keep.nothing();
  }

  @Override
  public Cotangents vjp(Saved s, Tensor g) {
    return Cotangents.of(g.reshape(s.type(0).shape()));
  }

  @Override
  public Optional<KernelOp> batched(long size) {
    return Optional.of(new Reshape(Shape.of(size).concat(shape)));
  }
}
