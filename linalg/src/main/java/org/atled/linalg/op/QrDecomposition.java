package org.atled.linalg.op;

import java.util.List;
import java.util.Optional;
import org.atled.core.error.GradientException;
import org.atled.core.spi.BlockFunction;
import org.atled.core.tensor.Cotangents;
import org.atled.core.tensor.Dispatch;
import org.atled.core.tensor.Keep;
import org.atled.core.tensor.KernelOp;
import org.atled.core.tensor.Kernels;
import org.atled.core.tensor.MultiOp;
import org.atled.core.tensor.Saved;
import org.atled.core.tensor.Structure;
import org.atled.core.tensor.Tensor;
import org.atled.core.tensor.TensorType;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.decomposition.qr.QRDecompositionHouseholderColumn_DDRM;

/**
 * A = Q·R by Householder's reflections, with LAPACK's signs: Q [.., m, k] and R [.., k, n], or Q
 * [.., m, m] and R [.., m, n] if complete. Its derivative is that of Walter and Lehmann,
 * "Algorithmic differentiation of linear algebra functions with application in optimum experimental
 * design", 2010. F and H are the cotangents of Q and R.
 */
public record QrDecomposition(boolean complete) implements MultiOp {
  private record Function(int m, int n, boolean complete) implements BlockFunction {
    @Override
    public String name() {
      return "qr";
    }

    @Override
    public long flops() {
      return 4L * m * n * Math.min(m, n);
    }

    @Override
    public void apply(double[][] inputs, double[][] outputs) {
      int columns = complete ? m : Math.min(m, n);
      if (n == 0) {
        for (int i = 0; i < columns; i++) {
          outputs[0][i * columns + i] = 1;
        }
        return;
      }
      if (m == 0) {
        return;
      }
      QRDecompositionHouseholderColumn_DDRM qr = new QRDecompositionHouseholderColumn_DDRM();
      qr.decompose(DMatrixRMaj.wrap(m, n, inputs[0])); // false for a column of zeros, which is fine
      qr.getQ(DMatrixRMaj.wrap(m, columns, outputs[0]), !complete);
      qr.getR(DMatrixRMaj.wrap(columns, n, outputs[1]), !complete);
      for (int k = 0; k < Math.min(m, n); k++) {
        if (qr.getGammas()[k] != 0 && isZeroBelow(qr.getQR()[k], k)) {
          turn(outputs, k, columns);
        }
      }
    }

    private boolean isZeroBelow(double[] column, int k) {
      for (int i = k + 1; i < m; i++) {
        if (column[i] != 0) {
          return false;
        }
      }
      return true;
    }

    /** LAPACK does not reflect what has only zeros below the diagonal, and EJML does. */
    private void turn(double[][] qr, int k, int columns) {
      for (int i = 0; i < m; i++) {
        qr[0][i * columns + k] = -qr[0][i * columns + k];
      }
      for (int j = k; j < n; j++) {
        qr[1][k * n + j] = -qr[1][k * n + j];
      }
    }
  }

  @Override
  public String name() {
    return "qr";
  }

  @Override
  public List<TensorType> infer(List<TensorType> inputs) {
    Matrices.check(inputs);
    TensorType a = inputs.getFirst();
    int m = Matrices.rows(a);
    int k = complete ? m : Matrices.least(a);
    return List.of(Matrices.like(a, m, k), Matrices.like(a, k, Matrices.columns(a)));
  }

  @Override
  public List<Tensor> forward(Kernels k, List<TensorType> types, List<Tensor> inputs) {
    TensorType a = inputs.getFirst().type();
    Function function = new Function(Matrices.rows(a), Matrices.columns(a), complete);
    return k.call(function, a.shape().rank() - 2, inputs, types);
  }

  @Override
  public Keep keeps() {
    return Keep.input(0).andResult(0).andResult(1);
  }

  /**
   * For m ≥ n: [F + Q·(M + Mᵀ)]·R⁻ᵀ, where M is the upper triangle of H·Rᵀ − Qᵀ·F, its diagonal
   * halved. For A = [X, Y] with more columns, R = [U, W]: Y is Q·W and gives Q·H_W; X has the
   * cotangents F + Y·H_Wᵀ of Q and H_U of U.
   */
  @Override
  public Cotangents vjp(Saved s, List<Optional<Tensor>> g) {
    Tensor a = s.input(0);
    int m = Matrices.rows(a.type());
    int n = Matrices.columns(a.type());
    if (complete && m > n) {
      throw new GradientException(
          "qr: of %s the complete decomposition has no derivative, as columns of Q are any that"
                  .formatted(a.shape())
              + " complete the others; take the reduced one.");
    }
    Tensor q = s.output(0);
    Tensor r = s.output(1);
    if (m >= n) {
      return Cotangents.of(tall(q, r, g.get(0), g.get(1)));
    }
    Optional<Tensor> byY = g.get(1).map(h -> h.slice(-1, m, n));
    Optional<Tensor> more = byY.map(h -> a.slice(-1, m, n).matmul(h.mT()));
    Optional<Tensor> byQ = g.get(0).map(f -> more.map(f::add).orElse(f)).or(() -> more);
    Optional<Tensor> byU = g.get(1).map(h -> h.slice(-1, 0, m));
    Tensor x = tall(q, r.slice(-1, 0, m), byQ, byU);
    Tensor y = byY.map(q::matmul).orElseGet(() -> a.slice(-1, m, n).zerosLike());
    return Cotangents.of(Structure.concat(-1, x, y));
  }

  private static Tensor tall(Tensor q, Tensor r, Optional<Tensor> byQ, Optional<Tensor> byR) {
    Optional<Tensor> first = byR.map(h -> h.matmul(r.mT()));
    Optional<Tensor> second = byQ.map(f -> q.mT().matmul(f).neg());
    Tensor sum = first.map(x -> second.map(x::add).orElse(x)).or(() -> second).orElseThrow();
    Tensor m = sum.triu().add(sum.triu(1)).mul(0.5);
    Tensor inside = q.matmul(m.add(m.mT()));
    Tensor right = byQ.map(inside::add).orElse(inside);
    // X·Rᵀ = right is R·Xᵀ = rightᵀ.
    return Dispatch.apply(new SolveTriangular(true, false), r, right.mT()).mT();
  }

  @Override
  public Optional<KernelOp> batched(long size) {
    return Optional.of(this);
  }
}
