package org.atled.core.op.reduce;

import java.util.List;
import java.util.Optional;
import org.atled.core.error.ShapeException;
import org.atled.core.shape.Axes;
import org.atled.core.shape.Shape;
import org.atled.core.spi.Combiner;
import org.atled.core.tensor.Cotangents;
import org.atled.core.tensor.Keep;
import org.atled.core.tensor.KernelOp;
import org.atled.core.tensor.Kernels;
import org.atled.core.tensor.Saved;
import org.atled.core.tensor.SingleOp;
import org.atled.core.tensor.Tensor;
import org.atled.core.tensor.TensorType;

/**
 * The greatest or least element over axes of the operand's shape; NaN if there is one. The gradient
 * is shared equally by equal extremes. Empty axes are an error: there is no such element.
 */
public record Extremum(boolean greatest, Axes axes) implements SingleOp {
  @Override
  public String name() {
    return greatest ? "max" : "min";
  }

  @Override
  public TensorType infer(List<TensorType> inputs) {
    TensorType x = inputs.getFirst();
    for (int axis : axes.numbers()) {
      if (x.shape().size(axis) == 0) {
        throw new ShapeException("axis " + axis + " of " + x.shape() + " is empty.");
      }
    }
    return new TensorType(x.dtype(), axes.reduce(x.shape()));
  }

  @Override
  public Tensor forward(Kernels k, TensorType type, List<Tensor> inputs) {
    Combiner combiner = greatest ? Combiner.MAX : Combiner.MIN;
    return k.reduce(combiner, inputs.getFirst(), axes.toArray(), axes.isKept(), type.dtype());
  }

  @Override
  public Keep keeps() {
    return Keep.inputs().andResult();
  }

  @Override
  public Cotangents vjp(Saved s, Tensor g) {
    Shape kept = axes.kept().reduce(s.type(0).shape());
    Tensor chosen = s.input(0).eq(s.output().reshape(kept)).to(g.dtype());
    Tensor share = g.reshape(kept).div(chosen.sum(axes.kept()));
    return Cotangents.of(chosen.mul(share));
  }

  @Override
  public Optional<KernelOp> batched(long size) {
    return Optional.of(new Extremum(greatest, axes.after(1)));
  }
}
