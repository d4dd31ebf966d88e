package org.atled.core.op;

import java.util.List;
import org.atled.core.error.ShapeException;
import org.atled.core.shape.Shape;
import org.atled.core.spi.Kernel;
import org.atled.core.tensor.Cotangents;
import org.atled.core.tensor.Keep;
import org.atled.core.tensor.Kernels;
import org.atled.core.tensor.Op;
import org.atled.core.tensor.Saved;
import org.atled.core.tensor.Tensor;
import org.atled.core.tensor.TensorType;

/**
 * The greatest or least element over axes (ascending, from 0); NaN if there is one. The gradient is
 * shared equally by equal extremes. Empty axes are an error: there is no such element.
 */
public record Extremum(boolean greatest, List<Integer> axes, boolean keepAxes) implements Op {
  public Extremum {
    axes = List.copyOf(axes);
  }

  @Override
  public String name() {
    return greatest ? "max" : "min";
  }

  @Override
  public TensorType infer(List<TensorType> inputs) {
    TensorType x = inputs.getFirst();
    for (int axis : axes) {
      if (x.shape().size(axis) == 0) {
        throw new ShapeException("axis " + axis + " of " + x.shape() + " is empty.");
      }
    }
    return new TensorType(x.dtype(), x.shape().reduce(Axes.toArray(axes), keepAxes));
  }

  @Override
  public Tensor forward(Kernels k, TensorType type, List<Tensor> inputs) {
    Kernel.Combiner combiner = greatest ? Kernel.Combiner.MAX : Kernel.Combiner.MIN;
    return k.reduce(combiner, inputs.getFirst(), Axes.toArray(axes), keepAxes, type.dtype());
  }

  @Override
  public Keep keeps() {
    return Keep.inputs().andResult();
  }

  @Override
  public Cotangents vjp(Saved s, Tensor g) {
    Shape before = s.type(0).shape();
    Tensor chosen = s.input(0).eq(Axes.restore(s.output(), before, axes)).to(g.dtype());
    Tensor share = Axes.restore(g, before, axes).div(chosen.sumKeeping(Axes.toArray(axes)));
    return Cotangents.of(chosen.mul(share));
  }
}
