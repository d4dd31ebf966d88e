package org.atled.linalg.op;

import java.util.Arrays;
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
 * The gradient of the determinant: the matrix of cofactors, det A · A⁻ᵀ where A has an inverse.
 * With A = U·S·Vᵀ it is det(U·Vᵀ) · U·C·Vᵀ, where C is diagonal and Cᵢ the product of all singular
 * values but sᵢ, for every A.
 */
public record Cofactor() implements SingleOp {
  private record Function(int n) implements BlockFunction {
    @Override
    public String name() {
      return "det";
    }

    @Override
    public long flops() {
      return 25L * n * n * n;
    }

    @Override
    public void apply(double[][] inputs, double[][] outputs) {
      Svd svd = Svd.of(inputs[0], n, n, false);
      double[] others = new double[n];
      Arrays.fill(others, svd.orientation());
      for (int i = 0; i < n; i++) {
        for (int j = 0; j < n; j++) {
          others[i] *= j == i ? 1 : svd.s()[j];
        }
      }
      for (int i = 0; i < n; i++) {
        for (int j = 0; j < n; j++) {
          for (int k = 0; k < n; k++) {
            outputs[0][i * n + j] += svd.u()[i * n + k] * others[k] * svd.vh()[k * n + j];
          }
        }
      }
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
  public Cotangents vjp(Saved s, Tensor g) {
    return Cotangents.of(Dispatch.apply(new CofactorSlope(), s.input(0), g));
  }

  @Override
  public Optional<KernelOp> batched(long size) {
    return Optional.of(this);
  }
}
