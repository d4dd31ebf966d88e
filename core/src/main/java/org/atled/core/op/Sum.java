package org.atled.core.op;

import java.util.List;
import org.atled.core.shape.DType;
import org.atled.core.spi.Kernel;
import org.atled.core.tensor.Cotangents;
import org.atled.core.tensor.Keep;
import org.atled.core.tensor.Kernels;
import org.atled.core.tensor.Op;
import org.atled.core.tensor.Saved;
import org.atled.core.tensor.Tensor;
import org.atled.core.tensor.TensorType;

/**
 * The sum over axes (ascending, from 0). Integers and bools are summed as int64. The cotangent is
 * repeated. Order of additions: see {@link Kernel.Reduce}.
 */
public record Sum(List<Integer> axes, boolean keepAxes) implements Op {
  public Sum {
    axes = List.copyOf(axes);
  }

  @Override
  public TensorType infer(List<TensorType> inputs) {
    TensorType x = inputs.getFirst();
    DType out = x.dtype().isFloating() ? x.dtype() : DType.INT64;
    return new TensorType(out, x.shape().reduce(Axes.toArray(axes), keepAxes));
  }

  @Override
  public Tensor forward(Kernels k, TensorType type, List<Tensor> inputs) {
    return k.reduce(
        Kernel.Combiner.SUM, inputs.getFirst(), Axes.toArray(axes), keepAxes, type.dtype());
  }

  @Override
  public Keep keeps() {
    return Keep.nothing();
  }

  @Override
  public Cotangents vjp(Saved s, Tensor g) {
    return Cotangents.of(Axes.restore(g, s.type(0).shape(), axes).broadcastTo(s.type(0).shape()));
  }
}
