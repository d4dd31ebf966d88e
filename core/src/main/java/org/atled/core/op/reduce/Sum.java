package org.atled.core.op.reduce;

import java.util.List;
import java.util.Optional;
import org.atled.core.shape.Axes;
import org.atled.core.shape.DType;
import org.atled.core.shape.Shape;
import org.atled.core.spi.Combiner;
import org.atled.core.spi.ReduceKernel;
import org.atled.core.tensor.Cotangents;
import org.atled.core.tensor.Keep;
import org.atled.core.tensor.KernelOp;
import org.atled.core.tensor.Kernels;
import org.atled.core.tensor.Saved;
import org.atled.core.tensor.SingleOp;
import org.atled.core.tensor.Tensor;
import org.atled.core.tensor.TensorType;

/**
 * The sum over axes of the operand's shape. Integers and bools are summed as int64. The cotangent
 * is repeated. Order of additions: see {@link ReduceKernel}.
 */
public record Sum(Axes axes) implements SingleOp {
  @Override
  public TensorType infer(List<TensorType> inputs) {
    TensorType x = inputs.getFirst();
    DType out = x.dtype().isFloating() ? x.dtype() : DType.INT64;
    return new TensorType(out, axes.reduce(x.shape()));
  }

  @Override
  public Tensor forward(Kernels k, TensorType type, List<Tensor> inputs) {
    return k.reduce(Combiner.SUM, inputs.getFirst(), axes.toArray(), axes.isKept(), type.dtype());
  }

  @Override
  public Keep keeps() {
    return Keep.nothing();
  }

  @Override
  public Cotangents vjp(Saved s, Tensor g) {
    Shape before = s.type(0).shape();
    return Cotangents.of(g.reshape(axes.kept().reduce(before)).broadcastTo(before));
  }

  @Override
  public Optional<KernelOp> batched(long size) {
    return Optional.of(new Sum(axes.after(1)));
  }
}
