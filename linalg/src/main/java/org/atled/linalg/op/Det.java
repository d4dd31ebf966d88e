package org.atled.linalg.op;

import java.util.List;
import java.util.Optional;
import org.atled.core.spi.BlockFunction;
import org.atled.core.tensor.Cotangents;
import org.atled.core.tensor.Dispatch;
import org.atled.core.tensor.KernelOp;
import org.atled.core.tensor.Kernels;
import org.atled.core.tensor.Saved;
import org.atled.core.tensor.SingleOp;
import org.atled.core.tensor.Tensor;
import org.atled.core.tensor.TensorType;

/**
 * The determinant of each square matrix: the product of the pivots and the permutation's sign, 1 of
 * [0, 0]. ∂L/∂A = g·{@link Cofactor}(A), also where A is singular (Jacobi's formula).
 */
public record Det() implements SingleOp {
  private record Function(int n) implements BlockFunction {
    @Override
    public String name() {
      return "det";
    }

    @Override
    public long flops() {
      return 2L * n * n * n / 3;
    }

    @Override
    public void apply(double[][] inputs, double[][] outputs) {
      outputs[0][0] = n == 0 ? 1 : new Lu(inputs[0], n).determinant();
    }
  }

  @Override
  public TensorType infer(List<TensorType> inputs) {
    Matrices.checkSquare(inputs);
    return Matrices.like(inputs.getFirst());
  }

  @Override
  public Tensor forward(Kernels k, TensorType type, List<Tensor> inputs) {
    int n = Matrices.rows(inputs.getFirst().type());
    return k.call(new Function(n), type.shape().rank(), inputs, List.of(type)).getFirst();
  }

  @Override
  public Cotangents vjp(Saved s, Tensor g) {
    return Cotangents.of(Matrices.byMatrix(g).mul(Dispatch.apply(new Cofactor(), s.input(0))));
  }

  @Override
  public Optional<KernelOp> batched(long size) {
    return Optional.of(this);
  }
}
