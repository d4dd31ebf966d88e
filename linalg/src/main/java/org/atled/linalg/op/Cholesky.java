package org.atled.linalg.op;

import java.util.List;
import java.util.Optional;
import org.atled.core.error.ArgumentException;
import org.atled.core.spi.BlockFunction;
import org.atled.core.tensor.Cotangents;
import org.atled.core.tensor.Dispatch;
import org.atled.core.tensor.Keep;
import org.atled.core.tensor.KernelOp;
import org.atled.core.tensor.Kernels;
import org.atled.core.tensor.Saved;
import org.atled.core.tensor.SingleOp;
import org.atled.core.tensor.Tensor;
import org.atled.core.tensor.TensorType;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.decomposition.chol.CholeskyDecompositionInner_DDRM;

/**
 * The lower triangle L with A = L·Lᵀ, of whose A only the lower triangle is read. With Φ the lower
 * triangle of Lᵀ·G, its diagonal halved, ∂L/∂A is the symmetric part of L⁻ᵀ·Φ·L⁻¹ (Murray,
 * "Differentiation of the Cholesky decomposition", 2016, eq. 10).
 */
public record Cholesky() implements SingleOp {
  private record Function(int n) implements BlockFunction {
    @Override
    public String name() {
      return "cholesky";
    }

    @Override
    public long flops() {
      return (long) n * n * n / 3;
    }

    @Override
    public void apply(double[][] inputs, double[][] outputs) {
      double[] l = outputs[0];
      // EJML's reads the upper triangle, and works where the matrix is.
      for (int i = 0; i < n; i++) {
        for (int j = i; j < n; j++) {
          l[i * n + j] = inputs[0][j * n + i];
        }
      }
      boolean done = new CholeskyDecompositionInner_DDRM(true).decompose(DMatrixRMaj.wrap(n, n, l));
      for (int i = 0; i < n; i++) {
        done &= l[i * n + i] > 0; // NaN is not
      }
      if (!done) {
        throw new ArgumentException(
            "the matrix is not positive definite; eigvalsh shows by how much, and adding a multiple"
                + " of the identity helps if it is little.");
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
  public Keep keeps() {
    return Keep.result();
  }

  @Override
  public Cotangents vjp(Saved s, Tensor g) {
    Tensor lt = s.output().mT();
    Tensor m = lt.matmul(g);
    Tensor phi = m.tril().add(m.tril(-1)).mul(0.5);
    SolveTriangular back = new SolveTriangular(true, false);
    Tensor half = Dispatch.apply(back, lt, phi);
    Tensor whole = Dispatch.apply(back, lt, half.mT());
    return Cotangents.of(whole.add(whole.mT()).mul(0.5));
  }

  @Override
  public Optional<KernelOp> batched(long size) {
    return Optional.of(this);
  }
}
