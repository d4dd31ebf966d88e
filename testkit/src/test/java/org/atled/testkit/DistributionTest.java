package org.atled.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import org.atled.core.error.ArgumentException;
import org.atled.core.error.ShapeException;
import org.atled.core.error.TypeException;
import org.atled.core.random.Seed;
import org.atled.core.shape.DType;
import org.atled.core.shape.Shape;
import org.atled.core.tensor.Sample;
import org.atled.core.tensor.Tensor;
import org.atled.core.tensor.TensorType;
import org.junit.jupiter.api.Test;

/**
 * Draws against their distributions: continuous ones by Kolmogorov and Smirnov, others by
 * chi-square, at what one sample in a thousand exceeds.
 */
class DistributionTest {
  private static final int N = 20_000;
  private static final Seed SEED = Seed.of(11);
  private static final TensorType MANY = new TensorType(DType.FLOAT64, Shape.of(N));

  private static void follows(Tensor drawn, DoubleUnaryOperator cdf) {
    double[] x = drawn.toDoubles();
    Arrays.sort(x);
    double distance = 0;
    for (int i = 0; i < x.length; i++) {
      double p = cdf.applyAsDouble(x[i]);
      distance = Math.max(distance, Math.max(p - (double) i / N, (i + 1.0) / N - p));
    }
    assertThat(distance * Math.sqrt(N)).isLessThan(1.95);
  }

  /**
   * @param most the 99.9th percentile of chi-square with one degree of freedom less than classes
   */
  private static void follows(Tensor classes, double most, double... probabilities) {
    double[] counts = classes.reshape(-1).bincount(probabilities.length).toDoubles();
    assertThat(counts).hasSameSizeAs(probabilities);
    double total = Arrays.stream(counts).sum();
    double statistic = 0;
    for (int i = 0; i < counts.length; i++) {
      double expected = probabilities[i] * total;
      if (expected == 0) {
        assertThat(counts[i]).isZero();
      } else {
        statistic += (counts[i] - expected) * (counts[i] - expected) / expected;
      }
    }
    assertThat(statistic).isLessThan(most);
  }

  private static double normalCdf(double x) {
    return (1 + Tensor.of(x / Math.sqrt(2)).erf().item()) / 2;
  }

  @Test
  void uniformAndNormalNumbersInAnyRange() {
    follows(Sample.uniform(SEED, -3, 5, MANY), x -> (x + 3) / 8);
    follows(Sample.normal(SEED, 2, 0.5, MANY), x -> normalCdf((x - 2) / 0.5));
  }

  @Test
  void exponentialNumbers() {
    follows(Sample.exponential(SEED, 2.5, MANY), x -> -StrictMath.expm1(-2.5 * x));
  }

  @Test
  void gammaNumbersOfShapesAboveAndBelowOne() {
    follows(
        Sample.gamma(SEED, 3, 2, MANY), x -> 1 - StrictMath.exp(-2 * x) * (1 + 2 * x + 2 * x * x));
    follows(Sample.gamma(SEED, 0.5, 1, MANY), x -> Tensor.of(Math.sqrt(x)).erf().item());
    follows(Sample.gamma(SEED, 1, 1, MANY), x -> -StrictMath.expm1(-x));
  }

  /** On both sides of 0, on one, in a tail and in a short range. */
  @Test
  void truncatedNormalNumbers() {
    double inf = Double.POSITIVE_INFINITY;
    for (double[] range :
        new double[][] {
          {-2, 2}, {-0.5, 0.25}, {0, 3}, {1, 1.5}, {4, 6}, {-9, -3}, {-inf, 1}, {2, inf}
        }) {
      Tensor drawn = Sample.truncatedNormal(SEED, 1, 2, 1 + 2 * range[0], 1 + 2 * range[1], MANY);
      double low = Math.max(range[0], -10);
      double all = bell(low, Math.min(range[1], 10));
      follows(drawn, x -> bell(low, (x - 1) / 2) / all);
    }
  }

  /** ∫ e^(−x²/2) by Simpson's rule. */
  private static double bell(double from, double to) {
    int steps = 400;
    double h = (to - from) / steps;
    double sum = 0;
    for (int i = 0; i <= steps; i++) {
      double x = from + i * h;
      double weight = i == 0 || i == steps ? 1 : i % 2 == 1 ? 4 : 2;
      sum += weight * StrictMath.exp(-x * x / 2);
    }
    return sum * h / 3;
  }

  @Test
  void wholeNumbers() {
    Tensor drawn = Sample.randint(SEED, -4, 6, 100, N / 100);
    assertThat(drawn.type()).isEqualTo(new TensorType(DType.INT64, Shape.of(100, N / 100)));
    double[] even = new double[10];
    Arrays.fill(even, 0.1);
    follows(drawn.add(4), 27.9, even);
    long far = 1L << 60;
    assertThat(Sample.randint(SEED, far, far + 3, 100).unique().values().toLongs())
        .containsExactly(far, far + 1, far + 2);
  }

  @Test
  void classesByTheirLogits() {
    double inf = Double.NEGATIVE_INFINITY;
    double[] row = {StrictMath.log(1), inf, StrictMath.log(3), StrictMath.log(4)};
    Tensor logits = Tensor.of(row).add(7).broadcastTo(N, 4);
    follows(Sample.categorical(SEED, logits), 13.9, 0.125, 0, 0.375, 0.5);
  }

  @Test
  void indicesByTheirWeights() {
    Tensor weights = Tensor.of(new float[] {0, 1, 3, 0, 4, 0});
    Tensor drawn = Sample.multinomial(SEED, weights, N, true);
    assertThat(drawn.type()).isEqualTo(new TensorType(DType.INT64, Shape.of(N)));
    follows(drawn, 13.9, 0, 0.125, 0.375, 0, 0.5, 0);
    Tensor rows = Tensor.of(new double[][] {{1, 0}, {0, 2}});
    assertThat(Sample.multinomial(SEED, rows, 3, true).toLongs()).containsExactly(0, 0, 0, 1, 1, 1);
  }

  /** Of three, the second is drawn from the other two. */
  @Test
  void indicesWithoutReplacement() {
    double[] w = {0.2, 0.3, 0.5};
    Tensor drawn = Sample.multinomial(SEED, Tensor.of(w).broadcastTo(N, 3), 2, false);
    assertThat(drawn.shape()).isEqualTo(Shape.of(N, 2));
    double[] pairs = new double[9];
    for (int i = 0; i < 3; i++) {
      for (int j = 0; j < 3; j++) {
        pairs[3 * i + j] = i == j ? 0 : w[i] * w[j] / (1 - w[i]);
      }
    }
    follows(drawn.select(1, 0).mul(3).add(drawn.select(1, 1)), 20.6, pairs);
    assertThat(
            Sample.multinomial(SEED, Tensor.of(new double[] {0, 1, 0, 2}), 2, false)
                .sort(0)
                .values()
                .toLongs())
        .containsExactly(1, 3);
  }

  @Test
  void permutationsAreEquallyLikely() {
    long[] which = new long[6000];
    for (int i = 0; i < which.length; i++) {
      long[] order = Sample.permutation(SEED.at(i), 3).toLongs();
      which[i] = order[0] * 2 + (order[1] > order[2] ? 1 : 0);
    }
    follows(Tensor.of(which), 20.6, 1 / 6.0, 1 / 6.0, 1 / 6.0, 1 / 6.0, 1 / 6.0, 1 / 6.0);
  }

  @Test
  void truthsByTheirProbabilities() {
    Tensor p = Tensor.of(new float[] {0, 1, 0.25f, -1, 2}).unsqueeze(1).broadcastTo(5, N);
    double[] heads = Sample.bernoulli(SEED, p).sum(1).toDoubles();
    assertThat(heads[0]).isZero();
    assertThat(heads[1]).isEqualTo(N);
    assertThat(heads[2]).isBetween(N / 4.0 - 5 * 61, N / 4.0 + 5 * 61);
    assertThat(heads[3]).isZero();
    assertThat(heads[4]).isEqualTo(N);
    follows(Sample.bernoulli(SEED, p.get(2)).to(DType.INT64), 10.83, 0.75, 0.25);
  }

  /** An element's number does not depend on how many there are. */
  @Test
  void elementsAreDrawnByTheirPlace() {
    TensorType few = new TensorType(DType.FLOAT32, Shape.of(5));
    TensorType more = new TensorType(DType.FLOAT32, Shape.of(3, 3));
    assertThat(Sample.gamma(SEED, 2, 1, more).reshape(-1).slice(0, 0, 5).toFloats())
        .isEqualTo(Sample.gamma(SEED, 2, 1, few).toFloats());
    assertThat(Sample.exponential(SEED, 1, more).reshape(-1).slice(0, 0, 5).toFloats())
        .isEqualTo(Sample.exponential(SEED, 1, few).toFloats());
  }

  /** What seed 7 gave when this was written. */
  @Test
  void theNumbersOfASeedStayTheSame() {
    Seed seed = Seed.of(7);
    TensorType type = new TensorType(DType.FLOAT32, Shape.of(3));
    assertThat(Sample.exponential(seed, 1, type).toFloats())
        .containsExactly(3.09218f, 0.12123853f, 0.52249414f);
    assertThat(Sample.gamma(seed, 0.5, 1, type).toFloats())
        .containsExactly(0.11585037f, 0.024661688f, 1.2369062f);
    assertThat(Sample.gamma(seed, 3, 1, type).toFloats())
        .containsExactly(1.4832419f, 1.1764815f, 3.621075f);
    assertThat(Sample.truncatedNormal(seed, 0, 1, -1, 1, type).toFloats())
        .containsExactly(-0.8700775f, 0.94564664f, 0.52596396f);
    assertThat(Sample.truncatedNormal(seed, 0, 1, 3, 9, type).toFloats())
        .containsExactly(3.1162415f, 3.3898249f, 3.1301394f);
    assertThat(Sample.randint(seed, 0, 100, 4).toLongs()).containsExactly(95, 11, 40, 17);
    Tensor weights = Tensor.of(new double[] {1, 2, 3, 4});
    assertThat(Sample.multinomial(seed, weights, 4, false).toLongs()).containsExactly(0, 2, 3, 1);
  }

  @Test
  void whatCannotBeDrawn() {
    TensorType type = new TensorType(DType.FLOAT32, Shape.of(2));
    assertThatThrownBy(() -> Sample.uniform(SEED, 2, 1, type))
        .isInstanceOf(ArgumentException.class)
        .hasMessage("uniform: the bounds are 2.0 and 1.0 but must be finite, the lower one first.");
    assertThatThrownBy(() -> Sample.truncatedNormal(SEED, 0, 1, 2, 2, type))
        .hasMessage(
            "truncatedNormal: takes a finite mean, a positive deviation and bounds that ascend, not"
                + " mean 0.0, deviation 1.0, from 2.0 to 2.0.");
    assertThatThrownBy(() -> Sample.exponential(SEED, 0, type))
        .hasMessage("exponential: the rate is 0.0 but must be positive.");
    assertThatThrownBy(() -> Sample.gamma(SEED, -1, 1, type))
        .hasMessage("gamma: the shape is -1.0 and the rate 1.0 but must be positive and finite.");
    assertThatThrownBy(() -> Sample.randint(SEED, 3, 3, 2))
        .hasMessage("randint: there must be from 1 to 2⁵³ numbers from 3 to below 3.");
    assertThatThrownBy(() -> Sample.categorical(SEED, Tensor.arange(3)))
        .isInstanceOf(TypeException.class)
        .hasMessage("categorical: takes floats as logits, not int64[3]; convert with to(…).");
    assertThatThrownBy(() -> Sample.multinomial(SEED, Tensor.of(1.0), 1, true))
        .isInstanceOf(ShapeException.class)
        .hasMessage("multinomial: takes weights [n] or [rows, n], not float64[].");
    for (double[] bad :
        new double[][] {{1, -1}, {0, 0}, {1, Double.NaN}, {Double.POSITIVE_INFINITY}, {}}) {
      assertThatThrownBy(() -> Sample.multinomial(SEED, Tensor.of(bad), 1, true))
          .isInstanceOf(ArgumentException.class)
          .hasMessage(
              "multinomial: the weights must be finite and not negative, and one in each row above"
                  + " 0.");
    }
    assertThatThrownBy(() -> Sample.multinomial(SEED, Tensor.of(new double[] {1, 0, 2}), 3, false))
        .isInstanceOf(ArgumentException.class)
        .hasMessage(
            "multinomial: 3 cannot be drawn without replacement where fewer weights are above 0.");
    assertThatThrownBy(() -> Sample.bernoulli(SEED, Tensor.arange(2)))
        .isInstanceOf(TypeException.class)
        .hasMessage("bernoulli: takes floats as probabilities, not int64[2].");
  }
}
