package org.atled.linalg.op;

import java.util.List;
import java.util.Optional;
import org.atled.core.shape.Shape;
import org.atled.core.spi.BlockFunction;
import org.atled.core.tensor.Cotangents;
import org.atled.core.tensor.Dispatch;
import org.atled.core.tensor.KernelOp;
import org.atled.core.tensor.Kernels;
import org.atled.core.tensor.Operands;
import org.atled.core.tensor.Saved;
import org.atled.core.tensor.SingleOp;
import org.atled.core.tensor.Tensor;
import org.atled.core.tensor.TensorType;

/**
 * Of all X [.., n, k] with the least ‖A·X − B‖ the least: V·S⁺·Uᵀ·B. With P the {@link Pinv}: ∂L/∂B
 * = Pᵀ·G, and ∂L/∂A is what the cotangent G·Bᵀ of P gives.
 *
 * @param rtol of the greatest singular value, what others must exceed to count
 */
public record Lstsq(double rtol) implements SingleOp {
  private record Function(int m, int n, int columns, double rtol) implements BlockFunction {
    @Override
    public String name() {
      return "lstsq";
    }

    @Override
    public long flops() {
      return 22L * m * n * Math.min(m, n) + 2L * (m + n) * Math.min(m, n) * columns;
    }

    @Override
    public void apply(double[][] inputs, double[][] outputs) {
      Svd svd = Svd.of(inputs[0], m, n, false);
      int k = svd.s().length;
      for (int r = 0; r < k && svd.s()[r] > rtol * svd.s()[0]; r++) {
        for (int c = 0; c < columns; c++) {
          double along = 0;
          for (int j = 0; j < m; j++) {
            along += svd.u()[j * k + r] * inputs[1][j * columns + c];
          }
          along /= svd.s()[r];
          for (int i = 0; i < n; i++) {
            outputs[0][i * columns + c] += svd.vh()[r * n + i] * along;
          }
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
    Matrices.check(inputs);
    Shape batch = Matrices.checkSystem(inputs);
    TensorType b = inputs.get(1);
    long n = Matrices.columns(inputs.getFirst());
    return new TensorType(b.dtype(), batch.concat(Shape.of(n, Matrices.columns(b))));
  }

  @Override
  public Tensor forward(Kernels k, TensorType type, List<Tensor> inputs) {
    int m = Matrices.rows(inputs.getFirst().type());
    Function function = new Function(m, Matrices.rows(type), Matrices.columns(type), rtol);
    List<Tensor> whole = inputs.stream().map(x -> Matrices.spread(k, x, type)).toList();
    return k.call(function, type.shape().rank() - 2, whole, List.of(type)).getFirst();
  }

  @Override
  public Cotangents vjp(Saved s, Tensor g) {
    Tensor a = s.input(0);
    Tensor b = s.input(1);
    Tensor p = Dispatch.apply(new Pinv(rtol), a);
    return Cotangents.start()
        .and(s, () -> Pinv.back(a, p, g.matmul(b.mT())))
        .and(s, () -> p.mT().matmul(g));
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
