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

/**
 * P = V·S⁺·Uᵀ, the pseudoinverse of Moore and Penrose: [.., m, n] → [.., n, m]. ∂L/∂A = −Pᵀ·G·Pᵀ +
 * (I − A·P)·Gᵀ·P·Pᵀ + Pᵀ·P·Gᵀ·(I − P·A) (Golub and Pereyra 1973, eq. 4.12), as long as the rank
 * stays.
 *
 * @param rtol of the greatest singular value, what others must exceed to count
 */
public record Pinv(double rtol) implements SingleOp {
  private record Function(int m, int n, double rtol) implements BlockFunction {
    @Override
    public String name() {
      return "pinv";
    }

    @Override
    public long flops() {
      return 22L * m * n * Math.min(m, n);
    }

    @Override
    public void apply(double[][] inputs, double[][] outputs) {
      Svd svd = Svd.of(inputs[0], m, n, false);
      int k = svd.s().length;
      for (int r = 0; r < k && svd.s()[r] > rtol * svd.s()[0]; r++) {
        for (int i = 0; i < n; i++) {
          double v = svd.vh()[r * n + i] / svd.s()[r];
          for (int j = 0; j < m; j++) {
            outputs[0][i * m + j] += v * svd.u()[j * k + r];
          }
        }
      }
    }
  }

  @Override
  public TensorType infer(List<TensorType> inputs) {
    Matrices.check(inputs);
    TensorType a = inputs.getFirst();
    return Matrices.like(a, Matrices.columns(a), Matrices.rows(a));
  }

  @Override
  public Tensor forward(Kernels k, TensorType type, List<Tensor> inputs) {
    Function function = new Function(Matrices.columns(type), Matrices.rows(type), rtol);
    return k.call(function, type.shape().rank() - 2, inputs, List.of(type)).getFirst();
  }

  @Override
  public Keep keeps() {
    return Keep.input(0).andResult();
  }

  @Override
  public Cotangents vjp(Saved s, Tensor g) {
    return Cotangents.of(back(s.input(0), s.output(), g));
  }

  /** What a cotangent g of the pseudoinverse p gives to a. */
  static Tensor back(Tensor a, Tensor p, Tensor g) {
    Tensor pt = p.mT();
    Tensor gt = g.mT();
    Tensor left = gt.matmul(p).matmul(pt);
    Tensor right = pt.matmul(p).matmul(gt);
    return left.sub(a.matmul(p).matmul(left))
        .add(right.sub(right.matmul(p).matmul(a)))
        .sub(pt.matmul(g).matmul(pt));
  }

  @Override
  public Optional<KernelOp> batched(long size) {
    return Optional.of(this);
  }
}
