package org.atled.linalg.op;

import org.atled.core.error.ArgumentException;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.decomposition.lu.LUDecompositionAlt_DDRM;
import org.ejml.dense.row.linsol.lu.LinearSolverLu_DDRM;

/** P·A = L·U with partial pivoting, the greatest element of a column its pivot, by EJML. */
final class Lu {
  private final Decomposition decomposition = new Decomposition();
  private final LinearSolverLu_DDRM solver = new LinearSolverLu_DDRM(decomposition);
  private final int n;

  private static final class Decomposition extends LUDecompositionAlt_DDRM {
    /** The determinant of P. */
    double parity() {
      return pivsign;
    }
  }

  /** Of a matrix [n, n], row-major, n &gt; 0. */
  Lu(double[] a, int n) {
    this.n = n;
    solver.setA(DMatrixRMaj.wrap(n, n, a));
  }

  /** The element of U's diagonal. */
  double pivot(int i) {
    return decomposition.getLU().data[i * n + i];
  }

  /** The product of the pivots and the sign of P. */
  double determinant() {
    return decomposition.computeDeterminant().real;
  }

  /** The determinant's sign, also where the determinant is out of range: 1, −1, 0, or NaN. */
  double sign() {
    double sign = decomposition.parity();
    for (int i = 0; i < n; i++) {
      sign *= Math.signum(pivot(i));
    }
    return sign;
  }

  /**
   * A⁻¹·b.
   *
   * @param b [n, columns], and x as well, where the solution goes
   * @throws ArgumentException if a pivot is 0
   */
  void solve(double[] b, double[] x, int columns) {
    for (int i = 0; i < n; i++) {
      if (pivot(i) == 0) {
        throw new ArgumentException(
            "the matrix is singular, as pivot %d of its elimination is 0; pinv and lstsq take such."
                .formatted(i));
      }
    }
    solver.solve(DMatrixRMaj.wrap(n, columns, b), DMatrixRMaj.wrap(n, columns, x));
  }
}
