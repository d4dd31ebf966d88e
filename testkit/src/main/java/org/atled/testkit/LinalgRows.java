package org.atled.testkit;

import static org.atled.testkit.MatrixOracle.each;
import static org.atled.testkit.MatrixOracle.number;
import static org.atled.testkit.MatrixOracle.vector;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.atled.core.op.linalg.MatrixPower;
import org.atled.core.shape.DType;
import org.atled.core.shape.Shape;
import org.atled.core.tensor.Dispatch;
import org.atled.core.tensor.Op;
import org.atled.core.tensor.Tensor;
import org.atled.linalg.Linalg;
import org.atled.linalg.NormOrder;
import org.atled.linalg.op.Cholesky;
import org.atled.linalg.op.Cofactor;
import org.atled.linalg.op.CofactorSlope;
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
 * Decompositions. Where an operation wants a regular, a symmetric or a positive definite matrix, or
 * distinct singular values, one is made of the operand first.
 */
final class LinalgRows {
  private static final Operand REAL = Operand.between(-1, 1);

  /** Of what is computed from numbers near 1 in float64 and rounded once, with operands rounded. */
  private static final Tolerance NEAR = new Tolerance(8, 4);

  private static final Tolerance CLOSE = new Tolerance(64, 4);

  private LinalgRows() {}

  static List<OpRow> rows() {
    return List.of(
        square("det", Det.class, Linalg::det, x -> number(x, MatrixOracle::determinant))
            .known("torch.linalg.det", "numpy.linalg.det"),
        square(
            "cofactor",
            Cofactor.class,
            a -> Dispatch.apply(new Cofactor(), a),
            x -> same(x, MatrixOracle::cofactors)),
        cofactorSlope(),
        square(
                "slogdet",
                LogDeterminant.class,
                a -> Linalg.slogdet(upright(a)).logAbsDet(),
                x -> number(upright(x), a -> StrictMath.log(Math.abs(MatrixOracle.determinant(a)))))
            .known("torch.linalg.slogdet", "numpy.linalg.slogdet"),
        square(
                "slogdet, sign",
                LogDeterminant.class,
                a -> Linalg.slogdet(upright(a).neg()).sign(),
                x -> number(upright(x), a -> a.length % 2 == 0 ? 1.0 : -1.0))
            .known("torch.linalg.slogdet", "numpy.linalg.slogdet"),
        square(
                "inverse",
                Inverse.class,
                a -> Linalg.inverse(upright(a)),
                x -> same(upright(x), MatrixOracle::inverse))
            .known("torch.linalg.inv", "numpy.linalg.inv"),
        square(
                "matrixPower -2",
                MatrixPower.class,
                a -> Linalg.matrixPower(upright(a), -2),
                x -> {
                  Numbers inverse = same(upright(x), MatrixOracle::inverse);
                  return Oracle.matmul(inverse, inverse);
                })
            .known("torch.linalg.matrix_power", "numpy.linalg.matrix_power"),
        solve("solve", Linalg::solve, Oracle::matmul)
            .on(Shape.of(3, 3), Shape.of(3, 2))
            .on(Shape.of(1, 1), Shape.of(1, 1))
            .on(Shape.of(0, 0), Shape.of(0, 2))
            .on(Shape.of(2, 2), Shape.of(2, 0))
            .on(Shape.of(2, 1, 3, 3), Shape.of(2, 3, 2))
            .on(Shape.of(3, 3), Shape.of(2, 3, 1)),
        solve("solve of vectors", Linalg::solve, LinalgRows::timesVector)
            .on(Shape.of(3, 3), Shape.of(3))
            .on(Shape.of(2, 3, 3), Shape.of(2, 3)),
        solve(
                "solve from the right",
                (a, b) -> Linalg.solve(a, b, false),
                (y, b) -> Oracle.matmul(b, y))
            .on(Shape.of(3, 3), Shape.of(2, 3))
            .on(Shape.of(2, 2, 2), Shape.of(3, 2)),
        triangular("lower", false, true, false),
        triangular("upper", true, true, false),
        triangular("lower, from the right", false, false, false),
        triangular("upper, from the right", true, false, false),
        triangular("lower with ones", false, true, true),
        triangular("upper with ones, from the right", true, false, true),
        cholesky("cholesky", false),
        cholesky("cholesky, upper", true),
        rectangle("qr", QrDecomposition.class, a -> product(Linalg.qr(upright(a))), x -> upright(x))
            .known("torch.linalg.qr", "numpy.linalg.qr"),
        some(
                "qr, Q",
                QrDecomposition.class,
                a -> Linalg.qr(upright(a)).q(),
                x -> each(upright(x), x.shape().size(-2), least(x), a -> cut(a, 0)))
            .known("torch.linalg.qr", "numpy.linalg.qr"),
        some(
                "qr, R",
                QrDecomposition.class,
                a -> Linalg.qr(upright(a)).r(),
                x -> each(upright(x), least(x), x.shape().size(-1), a -> cut(a, 1)))
            .known("torch.linalg.qr", "numpy.linalg.qr"),
        some(
                "qrR",
                QrDecomposition.class,
                a -> Linalg.qrR(upright(a)),
                x -> each(upright(x), least(x), x.shape().size(-1), a -> cut(a, 1)))
            .known("torch.linalg.qr(mode='r')", "numpy.linalg.qr(mode='r')"),
        rectangle(
                "svd",
                SingularValueDecomposition.class,
                a -> product(Linalg.svd(upright(a))),
                x -> upright(x))
            .known("torch.linalg.svd", "numpy.linalg.svd"),
        some(
                "svd, U·Vh",
                SingularValueDecomposition.class,
                a -> {
                  Linalg.Svd svd = Linalg.svd(upright(a));
                  return svd.u().matmul(svd.vh());
                },
                x -> polar(upright(x)))
            .known("torch.linalg.svd", "numpy.linalg.svd"),
        rectangle(
                "svdvals",
                SingularValueDecomposition.class,
                a -> Linalg.svdvals(upright(a)),
                x -> vector(upright(x), least(x), MatrixOracle::singularValues))
            .known("torch.linalg.svdvals", "scipy.linalg.svdvals"),
        square(
                "eigh",
                SymmetricEigen.class,
                a -> product(Linalg.eigh(definite(a))),
                x -> definite(x))
            .known("torch.linalg.eigh", "numpy.linalg.eigh"),
        square(
                "eigvalsh",
                SymmetricEigen.class,
                a -> Linalg.eigvalsh(definite(a)),
                x -> vector(definite(x), x.shape().size(-1), LinalgRows::ascending))
            .known("torch.linalg.eigvalsh", "numpy.linalg.eigvalsh"),
        rectangle("pinv", Pinv.class, a -> Linalg.pinv(upright(a)), x -> pinv(upright(x)))
            .known("torch.linalg.pinv", "numpy.linalg.pinv"),
        lstsq(),
        rectangle(
                "matrixRank",
                SingularValueDecomposition.class,
                a -> Linalg.matrixRank(upright(a)),
                x -> number(x, a -> (double) least(x)))
            .giving(t -> DType.INT64)
            .constant()
            .known("torch.linalg.matrix_rank", "numpy.linalg.matrix_rank"),
        some("cond", a -> Linalg.cond(upright(a)), s -> s[0] / s[s.length - 1])
            .known("torch.linalg.cond", "numpy.linalg.cond"),
        some(
                "cond by -2",
                a -> Linalg.cond(upright(a), NormOrder.MINUS_TWO),
                s -> s[s.length - 1] / s[0])
            .known("torch.linalg.cond", "numpy.linalg.cond"),
        some(
                "cond by nuc",
                a -> Linalg.cond(upright(a), NormOrder.NUCLEAR),
                s -> Arrays.stream(s).sum() * Arrays.stream(s).map(x -> 1 / x).sum())
            .known("torch.linalg.cond", "numpy.linalg.cond"),
        some(
                "matrixNorm by -2",
                a -> Linalg.matrixNorm(upright(a), NormOrder.MINUS_TWO),
                s -> s[s.length - 1])
            .known("torch.linalg.matrix_norm", "numpy.linalg.norm"),
        some("spectralNorm", a -> Linalg.spectralNorm(upright(a)), s -> s[0])
            .known("torch.linalg.matrix_norm", "numpy.linalg.norm"),
        rectangle(
                "nuclearNorm",
                SingularValueDecomposition.class,
                a -> Linalg.nuclearNorm(upright(a)),
                x -> number(upright(x), a -> Arrays.stream(MatrixOracle.singularValues(a)).sum()))
            .known("torch.linalg.matrix_norm", "numpy.linalg.norm"));
  }

  private static OpRow square(
      String name,
      Class<? extends Op> op,
      UnaryOperator<Tensor> call,
      UnaryOperator<Numbers> reference) {
    return row(name, op, call, reference)
        .on(Shape.of(3, 3))
        .on(Shape.of(1, 1))
        .on(Shape.of(0, 0))
        .on(Shape.of(2, 0, 0))
        .on(Shape.of(0, 2, 2))
        .on(Shape.of(2, 2, 2))
        .on(Shape.of(2, 1, 4, 4));
  }

  private static OpRow rectangle(
      String name,
      Class<? extends Op> op,
      UnaryOperator<Tensor> call,
      UnaryOperator<Numbers> reference) {
    return some(name, op, call, reference).on(Shape.of(0, 3)).on(Shape.of(2, 2, 0));
  }

  private static OpRow some(
      String name, UnaryOperator<Tensor> call, Function<double[], Double> ofSingularValues) {
    return some(
        name,
        SingularValueDecomposition.class,
        call,
        x -> number(upright(x), a -> ofSingularValues.apply(MatrixOracle.singularValues(a))));
  }

  private static OpRow some(
      String name,
      Class<? extends Op> op,
      UnaryOperator<Tensor> call,
      UnaryOperator<Numbers> reference) {
    return row(name, op, call, reference)
        .on(Shape.of(3, 3))
        .on(Shape.of(4, 2))
        .on(Shape.of(2, 4))
        .on(Shape.of(1, 1))
        .on(Shape.of(3, 1))
        .on(Shape.of(0, 2, 3))
        .on(Shape.of(2, 3, 2))
        .on(Shape.of(2, 1, 2, 3));
  }

  private static OpRow row(
      String name,
      Class<? extends Op> op,
      UnaryOperator<Tensor> call,
      UnaryOperator<Numbers> reference) {
    return OpRow.of(
            name, op, in -> call.apply(in.getFirst()), in -> reference.apply(in.getFirst()), REAL)
        .within(NEAR, CLOSE);
  }

  private static OpRow cofactorSlope() {
    return OpRow.of(
            "cofactorSlope",
            CofactorSlope.class,
            // The third derivative wants a regular matrix.
            in -> Dispatch.apply(new CofactorSlope(), upright(in.get(0)), in.get(1)),
            in -> slope(upright(in.get(0)), in.get(1)),
            REAL,
            REAL)
        .within(new Tolerance(8, 64), new Tolerance(64, 64))
        .on(Shape.of(3, 3), Shape.of(3, 3))
        .on(Shape.of(1, 1), Shape.of(1, 1))
        .on(Shape.of(0, 0), Shape.of(0, 0))
        .on(Shape.of(2, 2, 2), Shape.of(2, 2, 2));
  }

  /** The slope of cofactors, polynomials of degree n − 1: exact by Richardson's extrapolation. */
  private static Numbers slope(Numbers a, Numbers g) {
    return Oracle.map(
        difference(a, g, 0.5), difference(a, g, 1), (half, whole) -> (4 * half - whole) / 3);
  }

  private static Numbers difference(Numbers a, Numbers g, double h) {
    Numbers ahead = same(Oracle.map(a, g, (x, d) -> x + h * d), MatrixOracle::cofactors);
    Numbers behind = same(Oracle.map(a, g, (x, d) -> x - h * d), MatrixOracle::cofactors);
    return Oracle.map(ahead, behind, (p, m) -> (p - m) / (2 * h));
  }

  private interface Pair<T> {
    T apply(T a, T b);
  }

  private static OpRow solve(String name, Pair<Tensor> call, Pair<Numbers> withInverse) {
    return OpRow.of(
            name,
            Solve.class,
            in -> call.apply(upright(in.get(0)), in.get(1)),
            in -> withInverse.apply(same(upright(in.get(0)), MatrixOracle::inverse), in.get(1)),
            REAL,
            REAL)
        .within(NEAR, CLOSE)
        .known("torch.linalg.solve", "numpy.linalg.solve");
  }

  private static OpRow triangular(String kind, boolean upper, boolean left, boolean ones) {
    OpRow row =
        OpRow.of(
                "solveTriangular, " + kind,
                SolveTriangular.class,
                in -> Linalg.solveTriangular(upright(in.get(0)), in.get(1), upper, left, ones),
                in -> {
                  Numbers y =
                      same(triangle(upright(in.get(0)), upper, ones), MatrixOracle::inverse);
                  return left ? Oracle.matmul(y, in.get(1)) : Oracle.matmul(in.get(1), y);
                },
                REAL,
                REAL)
            .within(NEAR, CLOSE)
            .known("torch.linalg.solve_triangular", "scipy.linalg.solve_triangular")
            .on(Shape.of(1, 1), Shape.of(1, 1))
            .on(Shape.of(3, 3), Shape.of(2, 3, 3));
    return left
        ? row.on(Shape.of(3, 3), Shape.of(3, 2))
            .on(Shape.of(0, 0), Shape.of(0, 2))
            .on(Shape.of(2, 1, 2, 2), Shape.of(2, 2, 1))
        : row.on(Shape.of(3, 3), Shape.of(2, 3));
  }

  private static OpRow cholesky(String name, boolean upper) {
    return square(
            name,
            Cholesky.class,
            a -> Linalg.cholesky(definite(a), upper),
            x -> {
              Numbers l = same(definite(x), MatrixOracle::cholesky);
              return upper ? swapped(l) : l;
            })
        .known("torch.linalg.cholesky", upper ? "scipy.linalg.cholesky" : "numpy.linalg.cholesky");
  }

  private static OpRow lstsq() {
    return OpRow.of(
            "lstsq",
            Lstsq.class,
            in -> Linalg.lstsq(upright(in.get(0)), in.get(1)),
            in -> Oracle.matmul(pinv(upright(in.get(0))), in.get(1)),
            REAL,
            REAL)
        .within(NEAR, CLOSE)
        .known("torch.linalg.lstsq", "numpy.linalg.lstsq")
        .on(Shape.of(4, 2), Shape.of(4, 3))
        .on(Shape.of(2, 3), Shape.of(2, 1))
        .on(Shape.of(3, 3), Shape.of(3, 2))
        .on(Shape.of(1, 1), Shape.of(1, 1))
        .on(Shape.of(0, 2), Shape.of(0, 3))
        .on(Shape.of(2, 1, 3, 2), Shape.of(2, 3, 1));
  }

  private static Numbers timesVector(Numbers y, Numbers b) {
    Numbers column = new Numbers(b.shape().concat(Shape.of(1)), b.values());
    Numbers x = Oracle.matmul(y, column);
    return new Numbers(x.shape().slice(0, x.shape().rank() - 1), x.values());
  }

  private static Numbers same(Numbers x, Function<double[][], double[][]> f) {
    return each(x, x.shape().size(-2), x.shape().size(-1), f);
  }

  /** By the normal equations. */
  private static Numbers pinv(Numbers a) {
    Numbers t = swapped(a);
    return a.shape().size(-2) >= a.shape().size(-1)
        ? Oracle.matmul(same(Oracle.matmul(t, a), MatrixOracle::inverse), t)
        : Oracle.matmul(t, same(Oracle.matmul(a, t), MatrixOracle::inverse));
  }

  /** The reduced Q or R. */
  private static double[][] cut(double[][] a, int which) {
    int k = Math.min(a.length, a[0].length);
    double[][] part = MatrixOracle.qr(a)[which];
    return which == 0
        ? Arrays.stream(part).map(row -> Arrays.copyOf(row, k)).toArray(double[][]::new)
        : Arrays.copyOf(part, k);
  }

  /**
   * The nearest matrix with orthonormal columns or rows: Y ← (Y + Y⁺ᵀ) / 2 comes to it (Higham).
   */
  private static Numbers polar(Numbers a) {
    Numbers y = a;
    for (int i = 0; i < 30; i++) {
      y = Oracle.map(y, swapped(pinv(y)), (p, q) -> (p + q) / 2);
    }
    return y;
  }

  private static double[] ascending(double[][] definite) {
    return Arrays.stream(MatrixOracle.singularValues(definite)).sorted().toArray();
  }

  private static long least(Numbers x) {
    return Math.min(x.shape().size(-1), x.shape().size(-2));
  }

  private static Tensor product(Linalg.Qr qr) {
    return qr.q().matmul(qr.r());
  }

  private static Tensor product(Linalg.Svd svd) {
    return svd.u().mul(svd.s().unsqueeze(-2)).matmul(svd.vh());
  }

  private static Tensor product(Linalg.Eigh eigh) {
    return eigh.vectors().mul(eigh.values().unsqueeze(-2)).matmul(eigh.vectors().mT());
  }

  /** With 3, 4, 5 … added to the diagonal: regular, for elements in [−1, 1] and n ≤ 4. */
  private static Tensor upright(Tensor x) {
    int m = (int) x.shape().size(-2);
    int n = (int) x.shape().size(-1);
    Tensor rows = Tensor.arange(m).add(3).unsqueeze(1);
    return x.add(Tensor.eye(m, n).mul(rows).to(x.dtype()));
  }

  private static Numbers upright(Numbers x) {
    return Oracle.at(
        x.shape(),
        i -> x.at(i.clone()) + (i[i.length - 2] == i[i.length - 1] ? 3 + i[i.length - 1] : 0));
  }

  /** The symmetric part of that: positive definite. */
  private static Tensor definite(Tensor x) {
    Tensor a = upright(x);
    return a.add(a.mT()).mul(0.5);
  }

  private static Numbers definite(Numbers x) {
    Numbers a = upright(x);
    return Oracle.map(a, swapped(a), (p, q) -> (p + q) / 2);
  }

  private static Numbers swapped(Numbers x) {
    int rank = x.shape().rank();
    int[] order = new int[rank];
    Arrays.setAll(order, i -> i < rank - 2 ? i : 2 * rank - 3 - i);
    return Oracle.permute(x, order);
  }

  private static Numbers triangle(Numbers x, boolean upper, boolean ones) {
    return Oracle.at(
        x.shape(),
        i -> {
          int above = i[i.length - 1] - i[i.length - 2];
          return above == 0 && ones ? 1 : (upper ? above >= 0 : above <= 0) ? x.at(i) : 0;
        });
  }
}
