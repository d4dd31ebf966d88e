package org.atled.linalg.op;

import java.util.List;
import java.util.Optional;
import org.atled.core.spi.BlockFunction;
import org.atled.core.tensor.Cotangents;
import org.atled.core.tensor.Keep;
import org.atled.core.tensor.KernelOp;
import org.atled.core.tensor.Kernels;
import org.atled.core.tensor.Saved;
import org.atled.core.tensor.SingleOp;
import org.atled.core.tensor.Tensor;
import org.atled.core.tensor.TensorType;

/** Y = A⁻¹ of each square matrix. ∂L/∂A = −Yᵀ·G·Yᵀ (Giles 2008, 2.2.3). */
public record Inverse() implements SingleOp {
  private record Function(int n) implements BlockFunction {
    @Override
    public String name() {
      return "inverse";
    }

    @Override
    public long flops() {
      return 8L * n * n * n / 3;
    }

    @Override
    public void apply(double[][] inputs, double[][] outputs) {
      double[] identity = new double[n * n];
      for (int i = 0; i < n; i++) {
        identity[i * n + i] = 1;
      }
      new Lu(inputs[0], n).solve(identity, outputs[0], n);
    }
  }

  @Override
  public TensorType infer(List<TensorType> inputs) {
    Matrices.checkSquare(inputs);
    return inputs.getFirst();
  }

  @Override
  public Tensor forward(Kernels k, TensorType type, List<Tensor> inputs) {
    Function function = new Function(Matrices.rows(type));
    return k.call(function, type.shape().rank() - 2, inputs, List.of(type)).getFirst();
  }

  @Override
  public Keep keeps() {
    return Keep.result();
  }

  @Override
  public Cotangents vjp(Saved s, Tensor g) {
    Tensor yt = s.output().mT();
    return Cotangents.of(yt.matmul(g).matmul(yt).neg());
  }

  @Override
  public Optional<KernelOp> batched(long size) {
    return Optional.of(this);
  }
}
