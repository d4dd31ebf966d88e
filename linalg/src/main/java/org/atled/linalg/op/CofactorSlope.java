package org.atled.linalg.op;

import java.util.List;
import java.util.Optional;
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
 * The second derivative of the determinant at A along G, a matrix [n, n], which is linear and
 * symmetric in G. With A = U·S·Vᵀ and M = Uᵀ·G·V it is det(U·Vᵀ) · U·K·Vᵀ, where pᵢⱼ is the product
 * of all singular values but sᵢ and sⱼ: Kᵢᵢ = Σⱼ Mⱼⱼ·pᵢⱼ over j ≠ i, and Kᵢⱼ = −Mⱼᵢ·pᵢⱼ. Its own
 * derivative by A, the determinant's third, is written with the inverse and wants a regular A.
 */
public record CofactorSlope() implements SingleOp {
  private record Function(int n) implements BlockFunction {
    @Override
    public String name() {
      return "det";
    }

    @Override
    public long flops() {
      return 30L * n * n * n;
    }

    @Override
    public void apply(double[][] inputs, double[][] outputs) {
      Svd svd = Svd.of(inputs[0], n, n, false);
      double[] ut = transposed(svd.u());
      double[] v = transposed(svd.vh());
      double[] m = product(product(ut, inputs[1]), v);
      double[] k = new double[n * n];
      for (int i = 0; i < n; i++) {
        // The products that leave out i and j: of those up to j, and of those behind.
        double before = svd.orientation();
        double[] behind = behind(svd.s(), i);
        for (int j = 0; j < n; j++) {
          double others = before * behind[j];
          if (j != i) {
            k[i * n + i] += m[j * n + j] * others;
            k[i * n + j] = -m[j * n + i] * others;
            before *= svd.s()[j];
          }
        }
      }
      System.arraycopy(product(product(svd.u(), k), svd.vh()), 0, outputs[0], 0, n * n);
    }

    /** For each j the product of what comes after it, without element i. */
    private double[] behind(double[] s, int i) {
      double[] behind = new double[n];
      double product = 1;
      for (int j = n - 1; j >= 0; j--) {
        behind[j] = product;
        product *= j == i ? 1 : s[j];
      }
      return behind;
    }

    private double[] transposed(double[] a) {
      double[] t = new double[n * n];
      for (int i = 0; i < n * n; i++) {
        t[i % n * n + i / n] = a[i];
      }
      return t;
    }

    private double[] product(double[] a, double[] b) {
      double[] c = new double[n * n];
      for (int i = 0; i < n; i++) {
        for (int k = 0; k < n; k++) {
          for (int j = 0; j < n; j++) {
            c[i * n + j] += a[i * n + k] * b[k * n + j];
          }
        }
      }
      return c;
    }
  }

  @Override
  public Operands operands() {
    return Operands.exactly(2);
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
  public Cotangents vjp(Saved s, Tensor h) {
    return Cotangents.start()
        .and(s, () -> third(s.input(0), s.input(1), h))
        .and(s, () -> Dispatch.apply(new CofactorSlope(), s.input(0), h));
  }

  /**
   * With B = A⁻¹, P = B·G and Q = B·H: det A · [(tr P·tr Q − tr PQ)·B − tr P·QB − tr Q·PB + PQB +
   * QPB]ᵀ.
   */
  private static Tensor third(Tensor a, Tensor g, Tensor h) {
    Tensor b = Dispatch.apply(new Inverse(), a);
    Tensor p = b.matmul(g);
    Tensor q = b.matmul(h);
    Tensor pq = p.matmul(q);
    Tensor both = trace(p).mul(trace(q)).sub(trace(pq));
    Tensor sum =
        both.mul(b)
            .sub(trace(p).mul(q.matmul(b)))
            .sub(trace(q).mul(p.matmul(b)))
            .add(pq.matmul(b))
            .add(q.matmul(p).matmul(b));
    return Matrices.byMatrix(Dispatch.apply(new Det(), a)).mul(sum.mT());
  }

  private static Tensor trace(Tensor x) {
    return Matrices.byMatrix(x.diagonal(0, -2, -1).sum(-1));
  }

  @Override
  public Optional<KernelOp> batched(long size) {
    return Optional.of(this);
  }
}
