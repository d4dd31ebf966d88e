package org.atled.core.op.linalg;

import java.util.List;
import java.util.Optional;
import org.atled.core.error.ShapeException;
import org.atled.core.error.TypeException;
import org.atled.core.shape.DType;
import org.atled.core.shape.Shape;
import org.atled.core.tensor.Cotangents;
import org.atled.core.tensor.KernelOp;
import org.atled.core.tensor.Kernels;
import org.atled.core.tensor.Operands;
import org.atled.core.tensor.Promotion;
import org.atled.core.tensor.Saved;
import org.atled.core.tensor.SingleOp;
import org.atled.core.tensor.Tensor;
import org.atled.core.tensor.TensorType;

/**
 * Matrix products over the last two axes: [.., m, k] × [.., k, n] → [.., m, n]; leading axes
 * broadcast. With G the cotangent: ∂L/∂A = G·Bᵀ, ∂L/∂B = Aᵀ·G, summed over broadcast axes.
 */
public record MatMul() implements SingleOp {
  @Override
  public Operands operands() {
    return Operands.exactly(2);
  }

  @Override
  public TensorType infer(List<TensorType> inputs) {
    Shape a = inputs.get(0).shape();
    Shape b = inputs.get(1).shape();
    if (a.size(-1) != b.size(-2)) {
      throw new ShapeException(
          a
              + " × "
              + b
              + ": the last axis of the left is "
              + a.size(-1)
              + " but the last but one of the right is "
              + b.size(-2)
              + "; they must be equal.");
    }
    DType type = Promotion.of(inputs);
    if (!type.isFloating()) {
      throw new TypeException(
          inputs.get(0) + " × " + inputs.get(1) + ": takes floats; convert with to(…).");
    }
    Shape leading = a.slice(0, a.rank() - 2).broadcast(b.slice(0, b.rank() - 2));
    return new TensorType(type, leading.concat(Shape.of(a.size(-2), b.size(-1))));
  }

  @Override
  public Tensor forward(Kernels k, TensorType type, List<Tensor> inputs) {
    Shape leading = type.shape().slice(0, type.shape().rank() - 2);
    return k.gemm(spread(k, inputs.get(0), type, leading), spread(k, inputs.get(1), type, leading));
  }

  private static Tensor spread(Kernels k, Tensor x, TensorType type, Shape leading) {
    Tensor same = k.cast(x, type.dtype());
    Shape matrix = x.shape().slice(x.shape().rank() - 2, x.shape().rank());
    return k.view(same.strided().broadcastTo(leading.concat(matrix)));
  }

  @Override
  public Cotangents vjp(Saved s, Tensor g) {
    return Cotangents.start()
        .and(s, () -> g.matmul(s.input(1).mT()))
        .and(s, () -> s.input(0).mT().matmul(g));
  }

  @Override
  public Optional<KernelOp> batched(long size) {
    return Optional.of(this);
  }

  @Override
  public boolean broadcasts() {
    return true;
  }
}
