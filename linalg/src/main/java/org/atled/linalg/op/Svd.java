package org.atled.linalg.op;

import java.util.Comparator;
import java.util.stream.IntStream;
import org.atled.core.error.ArgumentException;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.decomposition.svd.SvdImplicitQrDecompose_DDRM;
import org.ejml.dense.row.decomposition.svd.implicitqr.SvdImplicitQrAlgorithm_DDRM;

/**
 * A = U·S·Vᵀ by EJML, with the singular values in descending order. Of each pair of singular
 * vectors the left one has its {@linkplain Signs leading} element positive, and so has each vector
 * without a partner.
 *
 * @param u [m, k] row-major, or [m, m] if it is full
 * @param s [k], k the lesser of m and n
 * @param vh [k, n], or [n, n]
 */
record Svd(double[] u, double[] s, double[] vh) {
  static Svd of(double[] a, int m, int n, boolean full) {
    Matrices.checkFinite(a);
    int k = Math.min(m, n);
    int left = full ? m : k;
    int right = full ? n : k;
    if (k == 0) {
      return new Svd(identity(left), new double[0], identity(right));
    }
    Decomposition svd = new Decomposition(!full);
    if (!svd.decompose(DMatrixRMaj.wrap(m, n, a))) {
      throw new ArgumentException(
          "the singular values did not converge; scale the matrix to elements near 1.");
    }
    double[] ut = svd.getU(null, true).data;
    double[] vt = svd.getV(null, true).data;
    double[] values = svd.getSingularValues();
    int[] order =
        IntStream.range(0, k)
            .boxed()
            .sorted(Comparator.comparingDouble((Integer i) -> values[i]).reversed())
            .mapToInt(i -> i)
            .toArray();
    double[] u = new double[m * left];
    double[] s = new double[k];
    double[] vh = new double[right * n];
    for (int i = 0; i < Math.max(left, right); i++) {
      int from = i < k ? order[i] : i;
      double sign = i < left ? Signs.of(ut, from * m, m) : Signs.of(vt, from * n, n);
      for (int row = 0; row < m && i < left; row++) {
        u[row * left + i] = sign * ut[from * m + row];
      }
      for (int column = 0; column < n && i < right; column++) {
        vh[i * n + column] = sign * vt[from * n + column];
      }
      if (i < k) {
        s[i] = values[from];
      }
    }
    return new Svd(u, s, vh);
  }

  private static double[] identity(int n) {
    double[] one = new double[n * n];
    for (int i = 0; i < n; i++) {
      one[i * n + i] = 1;
    }
    return one;
  }

  /** The determinant of U·Vᵀ of a square matrix, 1 or −1. */
  double orientation() {
    int n = s.length;
    return n == 0 ? 1 : new Lu(u.clone(), n).sign() * new Lu(vh.clone(), n).sign();
  }

  /** EJML's, but that where it would turn by a random angle it does without sin and cos. */
  private static final class Decomposition extends SvdImplicitQrDecompose_DDRM {
    Decomposition(boolean compact) {
      super(compact, true, true, false);
      qralg = new Iteration();
    }
  }

  private static final class Iteration extends SvdImplicitQrAlgorithm_DDRM {
    /**
     * An angle comes from a step that breaks a cycle, of which there was none in 15 tries: a shift
     * as random does so too, and has the same bits on every machine.
     */
    @Override
    protected void createBulge(int x1, double p, double scale, boolean byAngle) {
      double own = Math.max(Math.abs(diag[x1]), Math.abs(off[x1]));
      super.createBulge(x1, p, byAngle ? own : scale, false);
    }
  }
}
