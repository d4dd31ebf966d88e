package org.atled.linalg.op;

import java.util.List;
import java.util.Optional;
import org.atled.core.spi.BlockFunction;
import org.atled.core.tensor.Cotangents;
import org.atled.core.tensor.Dispatch;
import org.atled.core.tensor.Keep;
import org.atled.core.tensor.KernelOp;
import org.atled.core.tensor.Kernels;
import org.atled.core.tensor.Operands;
import org.atled.core.tensor.Saved;
import org.atled.core.tensor.SingleOp;
import org.atled.core.tensor.Tensor;
import org.atled.core.tensor.TensorType;

/**
 * X with A·X = B, where one triangle of A [.., n, n] counts alone, and B is [.., n, k]; batches
 * broadcast. ∂L/∂B = A⁻ᵀ·G, ∂L/∂A = −∂L/∂B·Xᵀ in that triangle and 0 elsewhere.
 *
 * @param unitriangular whether the diagonal is not looked at but taken as 1
 */
public record SolveTriangular(boolean upper, boolean unitriangular) implements SingleOp {
  /** By substitution: a library's refuses small pivots and knows no diagonal of ones. */
  private record Function(int n, int columns, boolean upper, boolean unitriangular)
      implements BlockFunction {
    @Override
    public String name() {
      return "solveTriangular";
    }

    @Override
    public long flops() {
      return (long) n * n * columns;
    }

    @Override
    public void apply(double[][] inputs, double[][] outputs) {
      double[] a = inputs[0];
      double[] x = outputs[0];
      System.arraycopy(inputs[1], 0, x, 0, x.length);
      for (int step = 0; step < n; step++) {
        int i = upper ? n - 1 - step : step;
        for (int j = upper ? i + 1 : 0; j < (upper ? n : i); j++) {
          for (int c = 0; c < columns; c++) {
            x[i * columns + c] -= a[i * n + j] * x[j * columns + c];
          }
        }
        for (int c = 0; c < columns && !unitriangular; c++) {
          x[i * columns + c] /= a[i * n + i];
        }
      }
    }
  }

  @Override
  public Operands operands() {
    return Operands.exactly(2);
  }

  @Override
  public TensorType infer(List<TensorType> inputs) {
    return new Solve().infer(inputs);
  }

  @Override
  public Tensor forward(Kernels k, TensorType type, List<Tensor> inputs) {
    Function function =
        new Function(Matrices.rows(type), Matrices.columns(type), upper, unitriangular);
    List<Tensor> whole = inputs.stream().map(x -> Matrices.spread(k, x, type)).toList();
    return k.call(function, type.shape().rank() - 2, whole, List.of(type)).getFirst();
  }

  @Override
  public Keep keeps() {
    return Keep.input(0).andResult();
  }

  @Override
  public Cotangents vjp(Saved s, Tensor g) {
    Tensor byB = Dispatch.apply(new SolveTriangular(!upper, unitriangular), s.input(0).mT(), g);
    return Cotangents.start()
        .and(
            s,
            () -> {
              Tensor byA = byB.matmul(s.output().mT()).neg();
              int above = unitriangular ? 1 : 0;
              return upper ? byA.triu(above) : byA.tril(-above);
            })
        .and(s, () -> byB);
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
