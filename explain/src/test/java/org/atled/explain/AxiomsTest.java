package org.atled.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import org.atled.core.autograd.Autograd;
import org.atled.core.random.Seed;
import org.atled.core.tensor.Sample;
import org.atled.core.tensor.Tensor;
import org.atled.nn.inspect.Occlusion;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What each method promises, on functions of four numbers: that networks which compute the same
 * have the same parts, that what a function does not look at has none, that what alone makes a
 * difference has some, and that the parts add up where a method says so.
 */
class AxiomsTest {
  private static final double[] X = {0.7, -1.3, 2, 0.4};
  private static final double[] BASELINE = {0, 0.5, -1, 0.3};
  private static final Tensor V =
      Sample.normal(Seed.of(1), 6, 4).mul(Tensor.of(new float[] {1, 1, 1, 0}));
  private static final Tensor B = Sample.normal(Seed.of(2), 6);
  private static final Tensor W = Sample.normal(Seed.of(3), 1, 6);

  /** W·tanh(V·x + b), which does not look at the last number. */
  private static Tensor network(Tensor x) {
    return x.linear(V.to(x.dtype()), B.to(x.dtype())).tanh().linear(W.to(x.dtype())).select(1, 0);
  }

  /**
   * The same function by another network: units in another order and with both signs turned, and
   * tanh(z) written as 2·σ(2·z) − 1.
   */
  private static Tensor twin(Tensor x) {
    Tensor order = Tensor.of(new long[] {3, 0, 5, 1, 4, 2});
    Tensor hidden = x.linear(V.rows(order).neg().to(x.dtype()), B.rows(order).neg().to(x.dtype()));
    Tensor tanh = hidden.mul(2.0).sigmoid().mul(2.0).sub(1.0);
    Tensor last = W.mT().rows(order).mT().neg().to(x.dtype());
    return tanh.linear(last).select(1, 0);
  }

  private static RowScore rows(UnaryOperator<Tensor> f) {
    return rows ->
        Autograd.noGrad(() -> f.apply(Tensor.of(flat(rows), rows.length, rows[0].length)))
            .toDoubles();
  }

  private static double[] flat(double[][] rows) {
    return Arrays.stream(rows).flatMapToDouble(Arrays::stream).toArray();
  }

  /** Rows that stand for what is usual. */
  private static double[][] usual() {
    double[] drawn = Sample.normal(Seed.of(9), 20, 4).toDoubles();
    double[][] rows = new double[20][];
    Arrays.setAll(rows, i -> Arrays.copyOfRange(drawn, 4 * i, 4 * i + 4));
    return rows;
  }

  private static Tensor x() {
    return Tensor.of(X);
  }

  /** Each method, as a number for each of the four. */
  private enum Method {
    SALIENCY {
      @Override
      double[] parts(UnaryOperator<Tensor> f) {
        return GradientAttribution.saliency(f, x().unsqueeze(0)).toDoubles();
      }
    },
    INPUT_TIMES_GRADIENT {
      @Override
      double[] parts(UnaryOperator<Tensor> f) {
        return GradientAttribution.inputTimesGradient(f, x().unsqueeze(0)).toDoubles();
      }
    },
    SMOOTH_GRAD {
      @Override
      double[] parts(UnaryOperator<Tensor> f) {
        return GradientAttribution.smoothGrad(f, x().unsqueeze(0), 8, 0.3, Seed.of(4)).toDoubles();
      }
    },
    INTEGRATED_GRADIENTS {
      @Override
      double[] parts(UnaryOperator<Tensor> f) {
        return IntegratedGradients.of(f, x(), Tensor.of(BASELINE)).parts().toDoubles();
      }
    },
    OCCLUSION {
      @Override
      double[] parts(UnaryOperator<Tensor> f) {
        UnaryOperator<Tensor> ofImage = images -> f.apply(images.flatten(1));
        return flat(Occlusion.of(ofImage, x().reshape(1, 2, 2), 1, 1).falls());
      }
    },
    SHAP {
      @Override
      double[] parts(UnaryOperator<Tensor> f) {
        List<Feature> each = Feature.each(List.of("a", "b", "c", "d"));
        return KernelShap.of(rows(f), X, usual(), each, Seed.of(5)).parts();
      }
    },
    PERMUTATION_IMPORTANCE {
      @Override
      double[] parts(UnaryOperator<Tensor> f) {
        double[] wanted = rows(f).of(usual());
        return PermutationImportance.of(
                some -> {
                  double[] said = rows(f).of(some);
                  double sum = 0;
                  for (int i = 0; i < said.length; i++) {
                    sum += Math.abs(said[i] - wanted[i]);
                  }
                  return sum;
                },
                usual(),
                Feature.each(List.of("a", "b", "c", "d")),
                3,
                Seed.of(6))
            .stream()
            .mapToDouble(PermutationImportance::mean)
            .toArray();
      }
    },
    /** By how much the mean answer moves as a number goes from one value to another. */
    PARTIAL_DEPENDENCE {
      @Override
      double[] parts(UnaryOperator<Tensor> f) {
        double[] moves = new double[4];
        for (int i = 0; i < moves.length; i++) {
          double[] mean =
              Dependence.of(
                      rows(f),
                      usual(),
                      Feature.each(List.of("a", "b", "c", "d")).get(i),
                      new double[][] {BASELINE, X})
                  .mean();
          moves[i] = mean[1] - mean[0];
        }
        return moves;
      }
    };

    abstract double[] parts(UnaryOperator<Tensor> f);
  }

  @ParameterizedTest
  @EnumSource
  void networksThatComputeTheSameHaveTheSameParts(Method method) {
    double[] one = method.parts(AxiomsTest::network);

    assertThat(method.parts(AxiomsTest::twin)).containsExactly(one, offset(1e-6));
    assertThat(Arrays.stream(one).map(Math::abs).sum()).isGreaterThan(0.1);
  }

  @ParameterizedTest
  @EnumSource
  void whatIsNotLookedAtHasNoPart(Method method) {
    double[] parts = method.parts(AxiomsTest::network);

    assertThat(parts[3]).isCloseTo(0, offset(1e-9));
    for (int i = 0; i < 3; i++) {
      assertThat(Math.abs(parts[i])).as("of number %d", i).isGreaterThan(1e-3);
    }
  }

  /** Sundararajan, Taly and Yan 2017, section 2.1: f = 1 − max(0, 1 − x) is flat where x is 2. */
  @Test
  void whatAloneMakesADifferenceHasAllOfItButByTheGradientAlone() {
    UnaryOperator<Tensor> flat = x -> x.neg().add(1.0).relu().neg().add(1.0).select(1, 0);
    Tensor two = Tensor.of(new double[] {2});

    var found = IntegratedGradients.of(flat, two, two.zerosLike());
    double[] shap =
        KernelShap.of(
                rows(flat),
                new double[] {2},
                new double[][] {{0}},
                Feature.each(List.of("x")),
                Seed.of(0))
            .parts();

    assertThat(found.parts().item()).isCloseTo(1, offset(1e-4));
    assertThat(shap).containsExactly(new double[] {1}, offset(1e-9));
    assertThat(GradientAttribution.saliency(flat, two.unsqueeze(0)).item()).isZero();
  }

  @Test
  void partsAddUpWhereAMethodSaysSo() {
    var integrated = IntegratedGradients.of(AxiomsTest::network, x(), Tensor.of(BASELINE));
    assertThat(integrated.gap()).isLessThan(1e-4);
    assertThat(Math.abs(integrated.score() - integrated.baseline())).isGreaterThan(0.1);

    var shap =
        KernelShap.of(
            rows(AxiomsTest::network),
            X,
            usual(),
            Feature.each(List.of("a", "b", "c", "d")),
            Seed.of(5));
    assertThat(shap.gap()).isLessThan(1e-9);

    UnaryOperator<Tensor> line = x -> x.linear(V.to(x.dtype())).select(1, 2);
    assertThat(Arrays.stream(Method.INPUT_TIMES_GRADIENT.parts(line)).sum())
        .isCloseTo(line.apply(x().unsqueeze(0)).item(), offset(1e-9));
  }

  /** SHAP alone: of what two numbers do alike each has the same. */
  @Test
  void numbersThatDoTheSameHaveTheSame() {
    RowScore f = rows -> Arrays.stream(rows).mapToDouble(r -> r[0] * r[1] + r[2]).toArray();
    double[] x = {2, 2, 1};
    double[][] background = {{0.5, 0.5, 0}, {-1, -1, 3}};

    double[] parts =
        KernelShap.of(f, x, background, Feature.each(List.of("a", "b", "c")), Seed.of(0)).parts();

    assertThat(parts[0]).isCloseTo(parts[1], offset(1e-9));
    assertThat(parts[0]).isGreaterThan(0.5);
  }
}
