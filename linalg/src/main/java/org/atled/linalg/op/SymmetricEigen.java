package org.atled.linalg.op;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.atled.core.error.ArgumentException;
import org.atled.core.spi.BlockFunction;
import org.atled.core.tensor.Cotangents;
import org.atled.core.tensor.Keep;
import org.atled.core.tensor.KernelOp;
import org.atled.core.tensor.Kernels;
import org.atled.core.tensor.MultiOp;
import org.atled.core.tensor.Saved;
import org.atled.core.tensor.Tensor;
import org.atled.core.tensor.TensorType;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.decomposition.eig.symm.SymmetricQREigenHelper_DDRM;
import org.ejml.dense.row.decomposition.eig.symm.SymmetricQrAlgorithm_DDRM;
import org.ejml.dense.row.decomposition.hessenberg.TridiagonalDecompositionHouseholder_DDRM;

/**
 * A = V·diag(λ)·Vᵀ of symmetric matrices, of which only the lower triangle is read; eigenvalues
 * ascend. With H and F the cotangents of λ and V and Eᵢⱼ = λⱼ − λᵢ: ∂L/∂A = V·[diag(H) +
 * (Vᵀ·F)/E]·Vᵀ, the second term without its diagonal (Giles 2008, 3.1).
 */
public record SymmetricEigen() implements MultiOp {
  private record Function(int n) implements BlockFunction {
    @Override
    public String name() {
      return "eigh";
    }

    @Override
    public long flops() {
      return 9L * n * n * n;
    }

    @Override
    public void apply(double[][] inputs, double[][] outputs) {
      double[] a = inputs[0];
      for (int i = 0; i < n; i++) {
        for (int j = i + 1; j < n; j++) {
          a[i * n + j] = a[j * n + i];
        }
      }
      Matrices.checkFinite(a);
      if (n == 0) {
        return;
      }
      TridiagonalDecompositionHouseholder_DDRM tridiagonal =
          new TridiagonalDecompositionHouseholder_DDRM();
      tridiagonal.decompose(DMatrixRMaj.wrap(n, n, a));
      double[] values = new double[n];
      double[] beside = new double[n];
      tridiagonal.getDiagonal(values, beside);
      DMatrixRMaj vectors = tridiagonal.getQ(null, true);
      Iteration iteration = new Iteration();
      iteration.init(values, beside, n);
      iteration.setQ(vectors);
      if (!new SymmetricQrAlgorithm_DDRM(iteration).process(-1, null, null)) {
        throw new ArgumentException(
            "the eigenvalues did not converge; scale the matrix to elements near 1.");
      }
      int[] order =
          IntStream.range(0, n)
              .boxed()
              .sorted(Comparator.comparingDouble((Integer i) -> values[i]))
              .mapToInt(i -> i)
              .toArray();
      for (int i = 0; i < n; i++) {
        outputs[0][i] = values[order[i]];
        double sign = Signs.of(vectors.data, order[i] * n, n);
        for (int row = 0; row < n; row++) {
          outputs[1][row * n + i] = sign * vectors.data[order[i] * n + row];
        }
      }
    }
  }

  /**
   * EJML's, but that where it would turn by a random angle it takes a random shift, without sin and
   * cos.
   */
  private static final class Iteration extends SymmetricQREigenHelper_DDRM {
    @Override
    protected void createBulge(int x1, double p, boolean byAngle) {
      super.createBulge(x1, byAngle ? shift(x1, p) : p, false);
    }

    @Override
    protected void createBulge2by2(int x1, double p, boolean byAngle) {
      super.createBulge2by2(x1, byAngle ? shift(x1, p) : p, false);
    }

    private double shift(int x1, double p) {
      return diag[x1] + p * (Math.abs(diag[x1]) + Math.abs(off[x1]));
    }
  }

  @Override
  public String name() {
    return "eigh";
  }

  @Override
  public List<TensorType> infer(List<TensorType> inputs) {
    Matrices.checkSquare(inputs);
    TensorType a = inputs.getFirst();
    return List.of(Matrices.like(a, Matrices.rows(a)), a);
  }

  @Override
  public List<Tensor> forward(Kernels k, List<TensorType> types, List<Tensor> inputs) {
    TensorType a = types.get(1);
    return k.call(new Function(Matrices.rows(a)), a.shape().rank() - 2, inputs, types);
  }

  @Override
  public Keep keeps() {
    return Keep.result(0).andResult(1);
  }

  @Override
  public Cotangents vjp(Saved s, List<Optional<Tensor>> g) {
    Tensor values = s.output(0);
    Tensor v = s.output(1);
    List<Tensor> middle = new ArrayList<>();
    g.get(0).ifPresent(h -> middle.add(h.diagEmbed()));
    g.get(1)
        .ifPresent(f -> {
          Tensor one = Tensor.eye(Matrices.rows(v.type())).to(values.dtype());
          Tensor e = values.unsqueeze(-2).sub(values.unsqueeze(-1)).add(one);
          Tensor m = v.mT().matmul(f);
          middle.add(m.tril(-1).add(m.triu(1)).div(e));
        });
    Tensor sum = middle.stream().reduce(Tensor::add).orElseThrow();
    return Cotangents.of(v.matmul(sum).matmul(v.mT()));
  }

  @Override
  public Optional<KernelOp> batched(long size) {
    return Optional.of(this);
  }
}
