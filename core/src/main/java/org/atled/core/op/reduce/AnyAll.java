package org.atled.core.op.reduce;

import java.util.List;
import java.util.Optional;
import org.atled.core.shape.Axes;
import org.atled.core.shape.DType;
import org.atled.core.spi.Combiner;
import org.atled.core.tensor.KernelOp;
import org.atled.core.tensor.Kernels;
import org.atled.core.tensor.SingleOp;
import org.atled.core.tensor.Tensor;
import org.atled.core.tensor.TensorType;

/**
 * Whether any or every element over axes of the operand's shape is not 0: false and true of no
 * element, NaN is not 0. The result is bool, but uint8 of uint8, as PyTorch's.
 */
public record AnyAll(boolean all, Axes axes) implements SingleOp {
  @Override
  public String name() {
    return all ? "all" : "any";
  }

  @Override
  public TensorType infer(List<TensorType> inputs) {
    TensorType x = inputs.getFirst();
    DType type = x.dtype() == DType.UINT8 ? DType.UINT8 : DType.BOOL;
    return new TensorType(type, axes.reduce(x.shape()));
  }

  @Override
  public Tensor forward(Kernels k, TensorType type, List<Tensor> inputs) {
    Combiner combiner = all ? Combiner.MIN : Combiner.MAX;
    Tensor truth = k.reduce(combiner, inputs.getFirst(), axes.toArray(), axes.isKept(), DType.BOOL);
    return k.cast(truth, type.dtype());
  }

  @Override
  public boolean isDifferentiable() {
    return false;
  }

  @Override
  public Optional<KernelOp> batched(long size) {
    return Optional.of(new AnyAll(all, axes.after(1)));
  }
}
