package org.atled.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.atled.core.autograd.Autograd;
import org.atled.core.error.ShapeException;
import org.atled.core.error.TypeException;
import org.atled.core.tensor.Indexed;
import org.atled.core.tensor.Tensor;
import org.junit.jupiter.api.Test;

/** Where running products, greatest elements and orders are not smooth. */
class ScansAndOrderTest {
  /** One zero, two zeros, a zero at either end. */
  @Test
  void theGradientOfARunningProductIsRightAtZeros() {
    for (double[] x :
        new double[][] {{2, 0, 3, 4}, {2, 0, 3, 0, 4}, {0, 2, 3}, {2, 3, 0}, {0, 0, 5}}) {
      GradientCheck.first("cumProd", in -> in.getFirst().cumProd(0), List.of(Tensor.of(x)));
      GradientCheck.second("cumProd", in -> in.getFirst().cumProd(0), List.of(Tensor.of(x)));
    }
  }

  @Test
  void theLastOfEqualGreatestElementsGetsTheGradient() {
    Tensor x = Tensor.of(new double[] {1, 1, 2, 2}).requiresGrad();
    Tensor loss = x.cumMax(0).mul(Tensor.of(new double[] {1, 2, 4, 8})).sum();
    assertThat(Autograd.gradients(loss, x).of(x).toDoubles()).containsExactly(1, 2, 4, 8);

    Tensor y = Tensor.of(new double[] {3, 1, 3, Double.NaN, 5}).requiresGrad();
    Tensor sum = y.cumMax(0).mul(Tensor.of(new double[] {1, 2, 4, 8, 16})).sum();
    assertThat(Autograd.gradients(sum, y).of(y).toDoubles()).containsExactly(3, 0, 4, 24, 0);
  }

  /** Σ gᵢ·e^(xⱼ − yᵢ) by NumPy, which PyTorch 1.13 gives as well. */
  @Test
  void theGradientOfRunningLogarithmsOfSumsNeitherOverflowsNorLosesSigns() {
    Tensor x = Tensor.of(new double[] {1000, -3, 1001, 999, 0.5}).requiresGrad();
    Tensor weights = Tensor.of(new double[] {1, -2, 0, 4, -8});
    Tensor loss = x.logCumSumExp(0).mul(weights).sum();

    assertThat(Autograd.gradients(loss, x).of(x).toDoubles())
        .containsExactly(
            new double[] {-1.9789138842192546, 0, -2.6609638230994617, -0.3601222926815454, 0},
            within(1e-12));
  }

  /** Where a cotangent is 0, its own derivative is not: the gradient of a gradient needs it. */
  @Test
  void runningLogarithmsOfSumsAreDifferentiatedTwiceWhereNothingCameBack() {
    GradientCheck.second(
        "logCumSumExp",
        in -> in.get(0).logCumSumExp(0).mul(in.get(1)),
        List.of(Tensor.of(new double[] {3, -1, 2, 0.5}), Tensor.of(new double[] {0, 2, 0, -1})));
  }

  @Test
  void whatIsNothingInARunningSumOfExponentialsGetsNoGradient() {
    double inf = Double.POSITIVE_INFINITY;
    Tensor x = Tensor.of(new double[] {-inf, -inf, 0, -inf, 0}).requiresGrad();
    Tensor loss = x.logCumSumExp(0).mul(Tensor.of(new double[] {1, 2, 4, 8, 16})).sum();
    assertThat(Autograd.gradients(loss, x).of(x).toDoubles())
        .containsExactly(new double[] {0, 0, 20, 0, 8}, within(1e-13));

    Tensor y = Tensor.of(new double[] {1, Double.NaN, 2}).requiresGrad();
    assertThat(Autograd.gradients(y.logCumSumExp(0).sum(), y).of(y).toDoubles())
        .containsOnly(Double.NaN);
  }

  @Test
  void runningLogarithmsOfSumsAreOfFloats() {
    assertThatThrownBy(() -> Tensor.of(new long[] {1, 2}).logCumSumExp(0))
        .isInstanceOf(TypeException.class)
        .hasMessage("logCumSumExp: takes floats, not int64[2]; convert with to(…).");
  }

  @Test
  void nanIsGreaterThanAllAndEqualOnesKeepTheirOrder() {
    Tensor x = Tensor.of(new double[] {2, Double.NaN, 1, 2, Double.NEGATIVE_INFINITY});

    Indexed up = x.sort(0);
    assertThat(up.values().toDoubles())
        .containsExactly(Double.NEGATIVE_INFINITY, 1, 2, 2, Double.NaN);
    assertThat(up.indices().toLongs()).containsExactly(4, 2, 0, 3, 1);
    assertThat(x.sort(0, true).indices().toLongs()).containsExactly(1, 0, 3, 2, 4);
    assertThat(x.topK(2, 0).values().toDoubles()).containsExactly(Double.NaN, 2);
    assertThat(x.topK(2, 0, false).indices().toLongs()).containsExactly(4, 2);
  }

  /** 1,000,000.0625 is a float, but the mean with 1,000,000 is none. */
  @Test
  void aVarianceDoesNotSufferFromTheRoundingOfItsMean() {
    Tensor x = Tensor.of(new float[] {1e6f, 1_000_000.0625f}).requiresGrad();
    Tensor variance = x.varMean(0).variance();

    assertThat(variance.item()).isEqualTo(0.0625 * 0.0625 / 2);
    assertThat(Autograd.gradients(variance, x).of(x).toDoubles()).containsExactly(-0.0625, 0.0625);
  }

  @Test
  void greatestElementsKnowWhereTheyStood() {
    Tensor x = Tensor.of(new double[][] {{1, 5, 5}, {7, Double.NaN, 9}}).requiresGrad();

    Indexed greatest = x.maxAt(1);
    assertThat(greatest.values().toDoubles()).containsExactly(5, Double.NaN);
    assertThat(greatest.indices().toLongs()).containsExactly(1, 1);
    Tensor loss = greatest.values().mul(Tensor.of(new double[] {2, 3})).sum();
    assertThat(Autograd.gradients(loss, x).of(x).toDoubles()).containsExactly(0, 2, 0, 0, 3, 0);
  }

  @Test
  void moreThanThereAreCannotBePicked() {
    assertThatThrownBy(() -> Tensor.ones(2, 3).topK(4, 1))
        .isInstanceOf(ShapeException.class)
        .hasMessage("topK: there are no 4 elements along axis 1 of [2, 3]; k is from 0 to 3.");
  }
}
