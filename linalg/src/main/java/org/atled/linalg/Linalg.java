package org.atled.linalg;

import java.util.List;
import org.atled.core.error.ArgumentException;
import org.atled.core.error.ShapeException;
import org.atled.core.shape.DType;
import org.atled.core.shape.Shape;
import org.atled.core.tensor.Dispatch;
import org.atled.core.tensor.SingleOp;
import org.atled.core.tensor.Tensor;
import org.atled.linalg.op.Cholesky;
import org.atled.linalg.op.Det;
import org.atled.linalg.op.Inverse;
import org.atled.linalg.op.LogDeterminant;
import org.atled.linalg.op.Lstsq;
import org.atled.linalg.op.Pinv;
import org.atled.linalg.op.QrDecomposition;
import org.atled.linalg.op.SingularValueDecomposition;
import org.atled.linalg.op.Solve;
import org.atled.linalg.op.SolveTriangular;
import org.atled.linalg.op.SymmetricEigen;

/**
 * Decompositions of matrices and what is solved by them, by the names and rules of PyTorch's {@code
 * torch.linalg}. All work on batches: the last two axes are matrices, leading ones say which.
 *
 * <p>They take float32 and float64, other types are refused; float32 is computed in float64 and
 * rounded once. The same matrix gives the same bits on every machine, number of threads and place
 * in a batch. Eagerly as in a compiled plan, a matrix that has no answer is an {@link
 * ArgumentException} that names it by its place in the batch. Matrices may have no rows or columns,
 * and a batch no matrices.
 *
 * <p>Everything is differentiable as often as one likes, where the method does not say otherwise; G
 * is the gradient of the result.
 */
public final class Linalg {
  private Linalg() {}

  /**
   * The sign of a determinant and the logarithm of its size, [..] each.
   *
   * @param sign 1, −1 or 0
   * @param logAbsDet −∞ where the sign is 0
   */
  public record SlogDet(Tensor sign, Tensor logAbsDet) {}

  /**
   * A = Q·R, where the columns of Q are orthonormal and R is an upper triangle.
   *
   * @param q [.., m, k], k the lesser of m and n; complete [.., m, m]
   * @param r [.., k, n]; complete [.., m, n]
   */
  public record Qr(Tensor q, Tensor r) {}

  /**
   * A = U·diag(S)·Vh, with orthonormal columns of U and rows of Vh.
   *
   * @param u [.., m, k], k the lesser of m and n; full [.., m, m]
   * @param s [.., k], descending and not negative
   * @param vh [.., k, n]; full [.., n, n]
   */
  public record Svd(Tensor u, Tensor s, Tensor vh) {}

  /**
   * A = V·diag(λ)·Vᵀ, where the columns of V are orthonormal.
   *
   * @param values λ [.., n], ascending
   * @param vectors V [.., n, n]
   */
  public record Eigh(Tensor values, Tensor vectors) {}

  /**
   * The determinant of square matrices [.., n, n] → [..], by elimination with partial pivoting; 1
   * for n = 0. The gradient ∂y/∂A is the matrix of cofactors, y·A⁻ᵀ where A has an inverse, and
   * exact also where it has none (PyTorch 1.13 gives zeros there). So is the second derivative; the
   * third wants an inverse.
   *
   * @throws ShapeException if the last two axes differ
   * @throws org.atled.core.error.TypeException for types but float32 and float64
   * @throws ArgumentException from the gradient, if an element is NaN or infinite
   */
  public static Tensor det(Tensor a) {
    return Dispatch.apply(new Det(), a);
  }

  /**
   * The sign and ln |det A| of square matrices [.., n, n] → [..] each, which stay in range where
   * the determinant does not; 0 and −∞ of a singular matrix. The gradient of ln |det A| is A⁻ᵀ;
   * that of the sign is 0.
   *
   * @throws ShapeException if the last two axes differ
   * @throws org.atled.core.error.TypeException for types but float32 and float64
   * @throws ArgumentException from the gradient, if a matrix is singular; PyTorch's is then
   *     infinite or NaN
   */
  public static SlogDet slogdet(Tensor a) {
    List<Tensor> parts = Dispatch.apply(new LogDeterminant(), a);
    return new SlogDet(parts.get(0), parts.get(1));
  }

  /**
   * A⁻¹ of square matrices [.., n, n], PyTorch's {@code inv}. With Y the result ∂L/∂A = −Yᵀ·G·Yᵀ.
   * To solve equations take {@link #solve}, which is faster and more accurate.
   *
   * @throws ShapeException if the last two axes differ
   * @throws org.atled.core.error.TypeException for types but float32 and float64
   * @throws ArgumentException if a matrix is singular, which is if a pivot is exactly 0: from one
   *     that is nearly so comes a result with great errors, see {@link #cond}
   */
  public static Tensor inverse(Tensor a) {
    return Dispatch.apply(new Inverse(), a);
  }

  /**
   * Square matrices [.., n, n] to a whole power, that of the {@link #inverse} where it is negative;
   * {@link Tensor#matrixPower} takes the others alone. The identity for 0, for which the gradient
   * is 0.
   *
   * @throws ShapeException if the last two axes differ
   * @throws ArgumentException for a negative power of a singular matrix, or one that no int is the
   *     opposite of
   */
  public static Tensor matrixPower(Tensor a, int exponent) {
    if (exponent == Integer.MIN_VALUE) {
      throw new ArgumentException(
          "matrixPower: the exponent is %d but takes %d or more."
              .formatted(exponent, -Integer.MAX_VALUE));
    }
    return exponent < 0 ? inverse(a).matrixPower(-exponent) : a.matrixPower(exponent);
  }

  /**
   * X with A·X = B for square A [.., n, n] and B [.., n, k] → [.., n, k]; batches broadcast. B is
   * one vector for each matrix if it is [n], or has the shape of A without its last axis; so is X
   * then. With X the result ∂L/∂B = A⁻ᵀ·G and ∂L/∂A = −∂L/∂B·Xᵀ.
   *
   * @throws ShapeException if A is not square, or B has other than n rows
   * @throws org.atled.core.error.TypeException for types but float32 and float64, or if they differ
   * @throws ArgumentException if a matrix is singular, as in {@link #inverse}
   */
  public static Tensor solve(Tensor a, Tensor b) {
    return system(new Solve(), a, b);
  }

  /**
   * As {@link #solve(Tensor, Tensor)}; or, if A is not on the left, X with X·A = B for B [.., k,
   * n].
   *
   * @throws ShapeException if A is not square, or B has other than n rows (columns)
   * @throws org.atled.core.error.TypeException for types but float32 and float64, or if they differ
   * @throws ArgumentException if a matrix is singular
   */
  public static Tensor solve(Tensor a, Tensor b, boolean left) {
    if (left) {
      return solve(a, b);
    }
    checkColumns("solve", a, b);
    return Dispatch.apply(new Solve(), transposed(a), transposed(b)).mT();
  }

  /**
   * X with A·X = B, where of A [.., n, n] only the upper or the lower triangle is read, and B is
   * [.., n, k]; batches broadcast. A zero on the diagonal gives infinities and NaN, as in PyTorch.
   * ∂L/∂B = A⁻ᵀ·G, ∂L/∂A = −∂L/∂B·Xᵀ in the triangle that is read and 0 elsewhere. For Aᵀ·X = B
   * pass {@code a.mT()} and the other triangle.
   *
   * @param left whether A is on the left; else X·A = B and B is [.., k, n]
   * @param unitriangular whether the diagonal is taken as 1 and not read
   * @throws ShapeException if A is not square, or B has other than n rows (columns)
   * @throws org.atled.core.error.TypeException for types but float32 and float64, or if they differ
   */
  public static Tensor solveTriangular(
      Tensor a, Tensor b, boolean upper, boolean left, boolean unitriangular) {
    if (left) {
      return Dispatch.apply(new SolveTriangular(upper, unitriangular), a, b);
    }
    checkColumns("solveTriangular", a, b);
    SolveTriangular other = new SolveTriangular(!upper, unitriangular);
    return Dispatch.apply(other, transposed(a), transposed(b)).mT();
  }

  /** For messages that name what the user gave, not its transpose. */
  private static void checkColumns(String name, Tensor a, Tensor b) {
    Shape x = a.shape();
    Shape y = b.shape();
    if (x.rank() >= 2 && y.rank() >= 2 && x.size(-1) == x.size(-2) && y.size(-1) != x.size(-1)) {
      throw new ShapeException(
          "%s: X·A = B with A %s needs a B of %d columns, but it is %s."
              .formatted(name, x, x.size(-1), y));
    }
  }

  /**
   * X with A·X = B for a triangle A: {@link #solveTriangular(Tensor, Tensor, boolean, boolean,
   * boolean)} from the left, with its diagonal.
   */
  public static Tensor solveTriangular(Tensor a, Tensor b, boolean upper) {
    return solveTriangular(a, b, upper, true, false);
  }

  /**
   * The lower triangle L with A = L·Lᵀ of symmetric positive definite matrices [.., n, n], with a
   * positive diagonal. Only the lower triangle of A is read. With Φ the lower triangle of Lᵀ·G, its
   * diagonal halved, ∂L/∂A is the symmetric part of L⁻ᵀ·Φ·L⁻¹.
   *
   * @throws ShapeException if the last two axes differ
   * @throws org.atled.core.error.TypeException for types but float32 and float64
   * @throws ArgumentException if a matrix is not positive definite
   */
  public static Tensor cholesky(Tensor a) {
    return Dispatch.apply(new Cholesky(), a);
  }

  /**
   * As {@link #cholesky(Tensor)}; or the upper triangle U with A = Uᵀ·U, of whose A the upper
   * triangle is read.
   *
   * @throws ShapeException if the last two axes differ
   * @throws org.atled.core.error.TypeException for types but float32 and float64
   * @throws ArgumentException if a matrix is not positive definite
   */
  public static Tensor cholesky(Tensor a, boolean upper) {
    return upper ? cholesky(transposed(a)).mT() : cholesky(a);
  }

  /**
   * The reduced QR decomposition of matrices [.., m, n], by Householder's reflections with the
   * signs of LAPACK and PyTorch: the diagonal of R has the opposite sign of what it is made of, so
   * it may be negative, and a column with zeros below the diagonal stays as it is. The gradient
   * wants the first k columns to be independent; else it is infinite or NaN.
   *
   * @throws ShapeException if there are fewer than two axes
   * @throws org.atled.core.error.TypeException for types but float32 and float64
   */
  public static Qr qr(Tensor a) {
    return qr(a, false);
  }

  /**
   * As {@link #qr(Tensor)}; complete, Q is square.
   *
   * @throws ShapeException if there are fewer than two axes
   * @throws org.atled.core.error.TypeException for types but float32 and float64
   * @throws org.atled.core.error.GradientException from the gradient of a complete decomposition
   *     with m &gt; n, of whose Q not all columns are determined
   */
  public static Qr qr(Tensor a, boolean complete) {
    List<Tensor> parts = Dispatch.apply(new QrDecomposition(complete), a);
    return new Qr(parts.get(0), parts.get(1));
  }

  /**
   * R alone of the reduced decomposition: PyTorch's and NumPy's mode {@code "r"}. See {@link
   * #qr(Tensor)}.
   */
  public static Tensor qrR(Tensor a) {
    return qr(a).r();
  }

  /**
   * The reduced singular value decomposition of matrices [.., m, n]. Singular vectors are
   * determined up to a sign of both, and PyTorch's may have the other; here the leading element of
   * each left one is positive: the first that is at least half as large as the largest. Vectors of
   * equal singular values are any basis.
   *
   * <p>With E the matrix of sⱼ² − sᵢ², the gradient by way of U and Vh divides by E and by S: it is
   * infinite or NaN where two singular values are equal, or one is 0 and the matrix not square, and
   * of use only if the loss does not depend on the sign. By S alone it is U·diag(G)·Vh.
   *
   * @throws ShapeException if there are fewer than two axes
   * @throws org.atled.core.error.TypeException for types but float32 and float64
   * @throws ArgumentException if an element is NaN or infinite
   */
  public static Svd svd(Tensor a) {
    return svd(a, false);
  }

  /**
   * As {@link #svd(Tensor)}; full, U and Vh are square. The vectors beyond the first k are any that
   * complete the others; as in PyTorch they have the gradient 0.
   *
   * @throws ShapeException if there are fewer than two axes
   * @throws org.atled.core.error.TypeException for types but float32 and float64
   * @throws ArgumentException if an element is NaN or infinite
   */
  public static Svd svd(Tensor a, boolean fullMatrices) {
    List<Tensor> parts = Dispatch.apply(new SingularValueDecomposition(fullMatrices), a);
    return new Svd(parts.get(0), parts.get(1), parts.get(2));
  }

  /**
   * The singular values of matrices [.., m, n] → [.., k], descending. The gradient is U·diag(G)·Vh;
   * the second derivative is infinite or NaN where two are equal.
   *
   * @throws ShapeException if there are fewer than two axes
   * @throws org.atled.core.error.TypeException for types but float32 and float64
   * @throws ArgumentException if an element is NaN or infinite
   */
  public static Tensor svdvals(Tensor a) {
    return svd(a).s();
  }

  /**
   * Eigenvalues and eigenvectors of symmetric matrices [.., n, n], of which only the lower triangle
   * is read ({@code eigh(a.mT())} reads the upper). Eigenvectors are determined up to their sign,
   * and PyTorch's may have the other; here the leading element of each is positive, as in {@link
   * #svd}.
   *
   * <p>With H and F the gradients of values and vectors and Eᵢⱼ = λⱼ − λᵢ: ∂L/∂A = V·[diag(H) +
   * (Vᵀ·F)/E]·Vᵀ, the second term without its diagonal. By way of the vectors it is infinite or NaN
   * where two eigenvalues are equal, and of use only if the loss does not depend on their signs.
   *
   * @throws ShapeException if the last two axes differ
   * @throws org.atled.core.error.TypeException for types but float32 and float64
   * @throws ArgumentException if an element is NaN or infinite
   */
  public static Eigh eigh(Tensor a) {
    List<Tensor> parts = Dispatch.apply(new SymmetricEigen(), a);
    return new Eigh(parts.get(0), parts.get(1));
  }

  /**
   * The eigenvalues of symmetric matrices [.., n, n] → [.., n], ascending; only the lower triangle
   * is read. The gradient is V·diag(G)·Vᵀ; the second derivative is infinite or NaN where two are
   * equal.
   *
   * @throws ShapeException if the last two axes differ
   * @throws org.atled.core.error.TypeException for types but float32 and float64
   * @throws ArgumentException if an element is NaN or infinite
   */
  public static Tensor eigvalsh(Tensor a) {
    return eigh(a).values();
  }

  /**
   * The pseudoinverse P of Moore and Penrose, [.., m, n] → [.., n, m]. ∂L/∂A = −Pᵀ·G·Pᵀ + (I −
   * A·P)·Gᵀ·P·Pᵀ + Pᵀ·P·Gᵀ·(I − P·A), as long as the rank stays; where it changes, P jumps. It is
   * exact if what rtol cuts off is 0, and takes it for 0 if not, as PyTorch does.
   *
   * @param rtol singular values up to this times the greatest count as 0
   * @throws ShapeException if there are fewer than two axes
   * @throws org.atled.core.error.TypeException for types but float32 and float64
   * @throws ArgumentException if an element is NaN or infinite, or rtol is negative or NaN
   */
  public static Tensor pinv(Tensor a, double rtol) {
    return Dispatch.apply(new Pinv(checked("pinv", rtol)), a);
  }

  /** {@link #pinv(Tensor, double)} with max(m, n)·ε, where 1 + ε follows 1 in the type of A. */
  public static Tensor pinv(Tensor a) {
    return pinv(a, tolerance(a));
  }

  /**
   * The solution of least squares: X [.., n, k] with the least ‖A·X − B‖ for A [.., m, n] and B
   * [.., m, k], and the least of all such where A has not n independent columns (PyTorch's drivers
   * gelsy and gelsd). Batches broadcast, and B may be vectors, as in {@link #solve}. With P the
   * pseudoinverse, X = P·B: ∂L/∂B = Pᵀ·G, ∂L/∂A is what {@link #pinv} makes of G·Bᵀ. What PyTorch
   * gives besides is {@code a.matmul(x).sub(b).square().sum(-2)} for matrices B, {@link
   * #matrixRank} and {@link #svdvals}.
   *
   * @param rtol singular values up to this times the greatest count as 0; PyTorch's {@code rcond}
   * @throws ShapeException if there are fewer than two axes, or A and B differ in rows
   * @throws org.atled.core.error.TypeException for types but float32 and float64, or if they differ
   * @throws ArgumentException if an element of A is NaN or infinite, or rtol is negative or NaN
   */
  public static Tensor lstsq(Tensor a, Tensor b, double rtol) {
    return system(new Lstsq(checked("lstsq", rtol)), a, b);
  }

  /** {@link #lstsq(Tensor, Tensor, double)} with max(m, n)·ε. */
  public static Tensor lstsq(Tensor a, Tensor b) {
    return lstsq(a, b, tolerance(a));
  }

  /**
   * How many singular values of each matrix [.., m, n] exceed rtol times the greatest: int64 [..].
   * It has no gradient.
   *
   * @throws ShapeException if there are fewer than two axes
   * @throws org.atled.core.error.TypeException for types but float32 and float64
   * @throws ArgumentException if an element is NaN or infinite, or rtol is negative or NaN
   */
  public static Tensor matrixRank(Tensor a, double rtol) {
    Tensor s = svdvals(a);
    Tensor least = s.slice(-1, 0, Math.min(1, s.shape().size(-1))).mul(checked("matrixRank", rtol));
    return s.gt(least).sum(-1);
  }

  /** {@link #matrixRank(Tensor, double)} with max(m, n)·ε. */
  public static Tensor matrixRank(Tensor a) {
    return matrixRank(a, tolerance(a));
  }

  /**
   * The condition number of matrices [.., m, n] → [..], the greatest singular value by the least: ∞
   * where that alone is 0, NaN where all are. About so many times greater than those of A may the
   * relative errors of a solution be.
   *
   * @throws ShapeException if there are fewer than two axes, or a matrix has no elements
   * @throws org.atled.core.error.TypeException for types but float32 and float64
   * @throws ArgumentException if an element is NaN or infinite
   */
  public static Tensor cond(Tensor a) {
    Tensor s = some("cond", a);
    return s.select(-1, 0).div(s.select(-1, -1));
  }

  /**
   * The condition number by another norm, ‖A‖·‖A⁻¹‖, of square matrices, or of any for {@code TWO}
   * and {@code MINUS_TWO}. By the nuclear norm that of the singular values and of their inverses.
   * By the norms of A and A⁻¹, a singular matrix has ∞, and the gradient 0.
   *
   * @throws ShapeException if the last two axes differ, or a matrix has no elements for a norm
   * @throws org.atled.core.error.TypeException for types but float32 and float64
   */
  public static Tensor cond(Tensor a, NormOrder order) {
    return switch (order) {
      case TWO -> cond(a);
      case MINUS_TWO -> {
        Tensor s = some("cond", a);
        yield s.select(-1, -1).div(s.select(-1, 0));
      }
      case NUCLEAR -> {
        Tensor s = svdvals(a);
        yield s.sum(-1).mul(s.reciprocal().sum(-1));
      }
      case FROBENIUS, ONE, MINUS_ONE, INFINITY, MINUS_INFINITY -> {
        Tensor singular = slogdet(a.detach()).logAbsDet().eq(Double.NEGATIVE_INFINITY);
        Tensor one = Tensor.eye((int) a.shape().size(-1)).to(a.dtype());
        Tensor regular = singular.unsqueeze(-1).unsqueeze(-1).where(one, a);
        Tensor product = matrixNorm(regular, order).mul(matrixNorm(inverse(regular), order));
        yield singular.where(Double.POSITIVE_INFINITY, product);
      }
    };
  }

  /**
   * A norm of matrices [.., m, n] → [..]: {@code torch.linalg.matrix_norm}. Those that need no
   * singular values are {@link Tensor#matrixNorm} too, which says what their gradients are.
   *
   * @throws ShapeException if there are fewer than two axes, or nothing to choose from
   * @throws org.atled.core.error.TypeException for types that the norm does not take
   */
  public static Tensor matrixNorm(Tensor a, NormOrder order) {
    return switch (order) {
      case FROBENIUS -> a.matrixNorm();
      case NUCLEAR -> nuclearNorm(a);
      case ONE -> a.matrixNorm(1);
      case MINUS_ONE -> a.matrixNorm(-1);
      case TWO -> spectralNorm(a);
      case MINUS_TWO -> some("matrixNorm", a).select(-1, -1);
      case INFINITY -> a.matrixNorm(Double.POSITIVE_INFINITY);
      case MINUS_INFINITY -> a.matrixNorm(Double.NEGATIVE_INFINITY);
    };
  }

  /**
   * The spectral norm, the greatest singular value, of matrices [.., m, n] → [..]: {@code
   * torch.linalg.matrix_norm(A, 2)}. The gradient is u·vᵀ of its singular vectors.
   *
   * @throws ShapeException if there are fewer than two axes, or a matrix has no elements
   * @throws org.atled.core.error.TypeException for types but float32 and float64
   * @throws ArgumentException if an element is NaN or infinite
   */
  public static Tensor spectralNorm(Tensor a) {
    return some("spectralNorm", a).select(-1, 0);
  }

  /**
   * The nuclear norm, the sum of the singular values, of matrices [.., m, n] → [..]: {@code
   * torch.linalg.matrix_norm(A, "nuc")}. The gradient is U·Vh, one subgradient of many where a
   * singular value is 0.
   *
   * @throws ShapeException if there are fewer than two axes
   * @throws org.atled.core.error.TypeException for types but float32 and float64
   * @throws ArgumentException if an element is NaN or infinite
   */
  public static Tensor nuclearNorm(Tensor a) {
    return svdvals(a).sum(-1);
  }

  /** The singular values, of which there is one at least. */
  private static Tensor some(String name, Tensor a) {
    Tensor s = svdvals(a);
    if (s.shape().size(-1) == 0) {
      throw new ShapeException(
          "%s: takes matrices with elements, not %s.".formatted(name, a.shape()));
    }
    return s;
  }

  private static double tolerance(Tensor a) {
    Shape shape = a.shape();
    if (shape.rank() < 2) {
      return 0; // the operation refuses it
    }
    double epsilon = a.dtype() == DType.FLOAT64 ? Math.ulp(1.0) : Math.ulp(1f);
    return Math.max(shape.size(-1), shape.size(-2)) * epsilon;
  }

  private static double checked(String name, double rtol) {
    if (!(rtol >= 0)) {
      throw new ArgumentException("%s: rtol is %s; take 0 or more.".formatted(name, rtol));
    }
    return rtol;
  }

  /** With a vector for B as a matrix of one column. */
  private static Tensor system(SingleOp op, Tensor a, Tensor b) {
    boolean vector =
        b.shape().rank() == 1
            || (a.shape().rank() > 1 && b.shape().equals(a.shape().slice(0, a.shape().rank() - 1)));
    return vector ? Dispatch.apply(op, a, b.unsqueeze(-1)).squeeze(-1) : Dispatch.apply(op, a, b);
  }

  /** The operation refuses what has no two axes. */
  private static Tensor transposed(Tensor x) {
    return x.shape().rank() < 2 ? x : x.mT();
  }
}
