package org.atled.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.function.UnaryOperator;
import org.atled.core.autograd.Autograd;
import org.atled.core.error.ArgumentException;
import org.atled.core.random.Seed;
import org.atled.core.shape.DType;
import org.atled.core.shape.Shape;
import org.atled.core.tensor.Sample;
import org.atled.core.tensor.Structure;
import org.atled.core.tensor.Tensor;
import org.atled.core.tensor.TensorType;
import org.atled.linalg.Linalg;
import org.atled.linalg.NormOrder;
import org.junit.jupiter.api.Test;

/** What rows cannot see of decompositions: large, singular and degenerate matrices, and signs. */
class LinalgTest {
  private static final Tensor SINGULAR = Tensor.of(new double[][] {{1, 2}, {2, 4}});

  private static Tensor normal(long... sizes) {
    Seed seed = Seed.of(31).at(Shape.of(sizes).toString());
    return Sample.normal(seed, new TensorType(DType.FLOAT64, Shape.of(sizes)));
  }

  private static Tensor ones(long... sizes) {
    return Tensor.ones(sizes).to(DType.FLOAT64);
  }

  private static Tensor eye(Tensor like) {
    return Tensor.eye((int) like.shape().size(-1)).to(DType.FLOAT64);
  }

  private static void near(Tensor a, Tensor b) {
    assertThat(a.shape()).isEqualTo(b.shape());
    assertThat(a.shape().isEmpty() ? 0 : a.sub(b).abs().max().item()).isCloseTo(0, within(1e-11));
  }

  private static void sameBits(Tensor a, Tensor b) {
    assertThat(a.type()).isEqualTo(b.type());
    assertThat(Numbers.of(a).values()).isEqualTo(Numbers.of(b).values());
  }

  private static void orthonormal(Tensor columns) {
    Tensor product = columns.mT().matmul(columns);
    near(product, eye(product).broadcastTo(product.shape()));
  }

  private static Tensor product(Linalg.Svd svd) {
    long k = svd.s().shape().size(-1);
    return svd.u().slice(-1, 0, k).mul(svd.s().unsqueeze(-2)).matmul(svd.vh().slice(-2, 0, k));
  }

  private static Tensor gradient(UnaryOperator<Tensor> f, Tensor at) {
    Tensor x = at.requiresGrad();
    return Autograd.gradients(f.apply(x).sum(), x).of(x);
  }

  @Test
  void largeMatricesAreDecomposed() {
    for (Tensor a : List.of(normal(60, 60), normal(2, 90, 7), normal(5, 40))) {
      for (boolean full : new boolean[] {false, true}) {
        Linalg.Svd svd = Linalg.svd(a, full);
        near(product(svd), a);
        orthonormal(svd.u());
        orthonormal(svd.vh().mT());
        Linalg.Qr qr = Linalg.qr(a, full);
        near(qr.q().matmul(qr.r()), a);
        orthonormal(qr.q());
        near(qr.r(), qr.r().triu());
      }
      Tensor symmetric = a.matmul(a.mT()).add(1);
      Linalg.Eigh eigh = Linalg.eigh(symmetric);
      near(symmetric.matmul(eigh.vectors()), eigh.vectors().mul(eigh.values().unsqueeze(-2)));
      orthonormal(eigh.vectors());
    }
    Tensor a = normal(60, 60);
    near(Linalg.inverse(a).matmul(a), eye(a));
    near(a.matmul(Linalg.solve(a, normal(60, 3))), normal(60, 3));
    assertThat(Linalg.slogdet(a).logAbsDet().item())
        .isCloseTo(Linalg.svdvals(a).log().sum().item(), within(1e-11));
  }

  /** Repeated and vanishing values of all kinds: here vectors are any, but orthonormal. */
  @Test
  void degenerateMatricesAreDecomposed() {
    Tensor graded = normal(6, 6).mul(Tensor.of(new double[] {1, 1e-4, 1e-8, 1e-12, 1e-16, 1e-20}));
    for (Tensor a :
        List.of(
            Tensor.zeros(DType.FLOAT64, 4, 4),
            eye(normal(5, 5)),
            ones(6, 6),
            eye(normal(6, 6)).flip(0),
            normal(6, 1).matmul(normal(1, 6)),
            graded,
            normal(6, 6).mul(1e-160),
            normal(6, 6).mul(1e160))) {
      Tensor size = a.abs().max().maximum(1e-300);
      Linalg.Svd svd = Linalg.svd(a, true);
      near(product(svd).div(size), a.div(size));
      orthonormal(svd.u());
      orthonormal(svd.vh().mT());
      Linalg.Eigh eigh = Linalg.eigh(a);
      Tensor lower = a.tril().add(a.tril(-1).mT());
      near(
          lower.div(size).matmul(eigh.vectors()),
          eigh.vectors().mul(eigh.values().div(size).unsqueeze(-2)));
      orthonormal(eigh.vectors());
    }
  }

  @Test
  void qrHasTheSignsOfLapack() {
    double[][][] matrices = {
      {{1, 0}, {0, 1}}, {{0, 1}, {0, 2}}, {{-2, 1}, {0, -3}}, {{0, 1}, {1, 0}}, {{3}, {4}}
    };
    // By PyTorch 1.13.
    double[][][] q = {
      {{1, 0}, {0, 1}}, {{1, 0}, {0, 1}}, {{1, 0}, {0, 1}}, {{0, -1}, {-1, 0}}, {{-.6}, {-.8}}
    };
    double[][][] r = {
      {{1, 0}, {0, 1}}, {{0, 1}, {0, 2}}, {{-2, 1}, {0, -3}}, {{-1, 0}, {0, -1}}, {{-5}}
    };
    for (int i = 0; i < q.length; i++) {
      Linalg.Qr qr = Linalg.qr(Tensor.of(matrices[i]));
      near(qr.q(), Tensor.of(q[i]));
      near(qr.r(), Tensor.of(r[i]));
    }
  }

  @Test
  void theLeadingElementOfAVectorIsPositive() {
    Tensor a = normal(40, 3, 3);
    for (Tensor vectors :
        List.of(Linalg.eigh(a).vectors(), Linalg.svd(a).u(), Linalg.svd(a.neg()).u())) {
      double[] all = Numbers.of(vectors.mT()).values();
      for (int v = 0; v < all.length; v += 3) {
        double largest =
            Math.max(Math.abs(all[v]), Math.max(Math.abs(all[v + 1]), Math.abs(all[v + 2])));
        int leading = v;
        while (2 * Math.abs(all[leading]) < largest) {
          leading++;
        }
        assertThat(all[leading]).isPositive();
      }
    }
  }

  @Test
  void singularMatricesHaveExactDerivativesOfTheDeterminant() {
    assertThat(Linalg.det(SINGULAR).item()).isZero();
    near(gradient(Linalg::det, SINGULAR), Tensor.of(new double[][] {{4, -2}, {-2, 1}}));
    Tensor zeros = Tensor.zeros(DType.FLOAT64, 3, 3);
    near(gradient(Linalg::det, zeros), zeros);
    Tensor rank1 = normal(3, 1).matmul(normal(1, 3));
    for (Tensor a : List.of(SINGULAR, zeros, rank1, ones(4, 4))) {
      GradientCheck.first("det", in -> Linalg.det(in.getFirst()), List.of(a));
      GradientCheck.second("det", in -> Linalg.det(in.getFirst()), List.of(a));
    }
  }

  @Test
  void determinantsOutOfRangeHaveLogarithms() {
    Tensor a = normal(40, 40).mul(1e-20);
    assertThat(Linalg.det(a).item()).isZero();
    Linalg.SlogDet small = Linalg.slogdet(a);
    Linalg.SlogDet usual = Linalg.slogdet(normal(40, 40));
    assertThat(small.sign().item()).isEqualTo(usual.sign().item());
    assertThat(small.logAbsDet().item())
        .isCloseTo(usual.logAbsDet().item() - 800 * Math.log(10), within(1e-9));
    Tensor many = normal(40, 3, 3);
    sameBits(Linalg.slogdet(many).sign(), Linalg.det(many).sign());
    assertThat(Linalg.slogdet(eye(SINGULAR).flip(0)).sign().item()).isEqualTo(-1);
    Linalg.SlogDet none = Linalg.slogdet(SINGULAR);
    assertThat(none.sign().item()).isZero();
    assertThat(none.logAbsDet().item()).isEqualTo(Double.NEGATIVE_INFINITY);
  }

  @Test
  void gradientsThatDoNotDependOnSignsAreDifferenceQuotients() {
    for (Tensor a : List.of(normal(3, 3), normal(4, 2), normal(2, 4))) {
      for (boolean full : new boolean[] {false, true}) {
        long k = Math.min(a.shape().size(0), a.shape().size(1));
        check(
            x -> {
              Linalg.Svd svd = Linalg.svd(x, full);
              Tensor u = svd.u().slice(-1, 0, k).square().sin();
              return Structure.concat(0, u, svd.vh().slice(-2, 0, k).square().exp().mT());
            },
            a);
      }
      check(x -> Linalg.svd(x).u().square().mul(Linalg.svdvals(x)), a);
    }
    check(x -> Linalg.qr(x, true).q(), normal(2, 4));
    check(x -> Linalg.eigh(x.add(x.mT())).vectors().square().cos(), normal(3, 3));
    check(Linalg::cond, normal(3, 2));
  }

  private static void check(UnaryOperator<Tensor> f, Tensor a) {
    GradientCheck.first("f", in -> f.apply(in.getFirst()), List.of(a));
    GradientCheck.second("f", in -> f.apply(in.getFirst()), List.of(a));
  }

  @Test
  void valuesAloneHaveGradientsWhereTheyAreEqual() {
    Tensor one = eye(normal(3, 3));
    near(gradient(Linalg::svdvals, one), one);
    near(gradient(Linalg::eigvalsh, one), one);
    // A subgradient, as far as vectors of 0 may be any: the norm is <G, A>.
    Tensor g = gradient(Linalg::nuclearNorm, SINGULAR);
    near(g.mul(SINGULAR).sum(), Tensor.of(5.0));
    orthonormal(g);
    assertThat(gradient(x -> Linalg.eigh(x).vectors().square(), one).isFinite().all().item())
        .isZero();
  }

  @Test
  void thirdDerivativesOfTheDeterminantWantARegularMatrix() {
    UnaryOperator<Tensor> first =
        x -> {
          Tensor tracked = x.needsGrad() ? x : x.requiresGrad();
          return Autograd.gradients(Linalg.det(tracked), tracked).of(tracked);
        };
    check(first, normal(3, 3));
    Tensor x = SINGULAR.requiresGrad();
    Tensor second = Autograd.gradients(first.apply(x).square().sum(), x).of(x);
    assertThatThrownBy(() -> Autograd.gradients(second.square().sum(), x))
        .isInstanceOf(ArgumentException.class)
        .hasMessageContaining("inverse: the matrix is singular");
  }

  @Test
  void pseudoinversesOfAnyRank() {
    Tensor a = normal(2, 5, 2).matmul(normal(2, 2, 4));
    Tensor p = Linalg.pinv(a);
    near(a.matmul(p).matmul(a), a);
    near(p.matmul(a).matmul(p), p);
    near(a.matmul(p), a.matmul(p).mT());
    near(p.matmul(a), p.matmul(a).mT());
    assertThat(Numbers.of(Linalg.matrixRank(a)).values()).containsExactly(2, 2);
    near(Linalg.lstsq(a, normal(5, 3)), p.matmul(normal(5, 3)));
    near(Linalg.pinv(Tensor.zeros(DType.FLOAT64, 2, 3)), Tensor.zeros(DType.FLOAT64, 3, 2));
    near(
        Linalg.pinv(Tensor.of(new double[][] {{1, 0}, {0, 0.01}}), 0.1),
        Tensor.of(new double[][] {{1, 0}, {0, 0}}));
    assertThat(Linalg.cond(SINGULAR).item()).isGreaterThan(1e15);
  }

  /** By PyTorch, of {{1, 2}, {3, 4}}, and of what is singular. */
  @Test
  void normsAndConditionsOfEveryOrder() {
    Tensor a = Tensor.of(new double[][] {{1, 2}, {3, 4}});
    double[] norms = {
      5.477225575051661, 5.8309518948453, 6, 4, 5.464985704219043, 0.36596619062625746, 7, 3
    };
    double[] conditions = {15, 17, 21, 6, 14.933034373659268, 0.06696562634074717, 21, 6};
    for (NormOrder order : NormOrder.values()) {
      near(Linalg.matrixNorm(a, order), Tensor.of(norms[order.ordinal()]));
      near(Linalg.cond(a, order), Tensor.of(conditions[order.ordinal()]));
      check(x -> Linalg.cond(x, order), normal(3, 3));
    }
    Tensor both = Structure.stack(0, a, Tensor.of(new double[][] {{1, 2}, {2, 4}}));
    for (NormOrder order :
        List.of(
            NormOrder.FROBENIUS,
            NormOrder.ONE,
            NormOrder.MINUS_ONE,
            NormOrder.INFINITY,
            NormOrder.MINUS_INFINITY)) {
      assertThat(Numbers.of(Linalg.cond(both, order)).values()[1]).isInfinite();
    }
    assertThat(Linalg.cond(a.mul(0), NormOrder.NUCLEAR).item()).isNaN();
    near(Linalg.qrR(normal(4, 3)), Linalg.qr(normal(4, 3)).r());
  }

  @Test
  void vectorsOnTheRight() {
    Tensor a = normal(2, 3, 3);
    near(a.matmul(Linalg.solve(a, normal(2, 3)).unsqueeze(-1)).squeeze(-1), normal(2, 3));
    near(
        a.matmul(Linalg.solve(a, normal(3)).unsqueeze(-1)).squeeze(-1),
        normal(3).broadcastTo(2, 3));
    assertThat(Linalg.solve(a, normal(3, 2)).shape()).isEqualTo(Shape.of(2, 3, 2));
    assertThat(Linalg.lstsq(normal(4, 2), normal(4)).shape()).isEqualTo(Shape.of(2));
  }

  @Test
  void aZeroOnATriangleDividesByZero() {
    Tensor x = Linalg.solveTriangular(Tensor.zeros(DType.FLOAT64, 2, 2), ones(2, 1), false);
    assertThat(Numbers.of(x).values()).containsExactly(Double.POSITIVE_INFINITY, Double.NaN);
  }

  @Test
  void anIllConditionedSystemIsSolvedWithASmallResidual() {
    Tensor i = Tensor.arange(10).to(DType.FLOAT64);
    Tensor hilbert = i.unsqueeze(1).add(i).add(1).reciprocal();
    assertThat(Linalg.cond(hilbert).item()).isBetween(1.6e13, 1.61e13);
    Tensor b = ones(10);
    near(hilbert.matmul(Linalg.solve(hilbert, b)).sub(b).mul(1e-5), b.mul(0));
  }

  @Test
  void bitsDoNotDependOnPlaceAndLayout() {
    Tensor a = normal(3, 4, 4);
    Tensor turned = a.permute(2, 1, 0).copy().permute(2, 1, 0);
    List<UnaryOperator<Tensor>> all =
        List.of(
            Linalg::inverse,
            Linalg::det,
            Linalg::svdvals,
            x -> Linalg.eigh(x).vectors(),
            x -> Linalg.qr(x).q(),
            Linalg::pinv);
    for (UnaryOperator<Tensor> f : all) {
      sameBits(f.apply(turned), f.apply(a));
      sameBits(f.apply(a.select(0, 1)), f.apply(a).select(0, 1));
      Tensor singles = a.to(DType.FLOAT32);
      sameBits(f.apply(singles), f.apply(singles.to(DType.FLOAT64)).to(DType.FLOAT32));
    }
  }
}
