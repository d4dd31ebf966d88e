package org.atled.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import java.util.function.UnaryOperator;
import org.atled.core.error.ArgumentException;
import org.atled.core.error.ShapeException;
import org.atled.core.random.Seed;
import org.atled.core.tensor.Sample;
import org.atled.core.tensor.Tensor;
import org.atled.nn.Layer;
import org.atled.nn.layer.Conv;
import org.atled.nn.layer.Conv2d;
import org.atled.nn.layer.Flatten;
import org.atled.nn.layer.Linear;
import org.atled.nn.layer.ReLU;
import org.atled.nn.layer.Sequential;
import org.atled.nn.layer.Tanh;
import org.junit.jupiter.api.Test;

class GradientAttributionTest {
  private static final UnaryOperator<Tensor> LINE =
      x -> x.mul(Tensor.of(new float[] {2, -3, 0})).sum(1).add(5.0);

  private static Layer images() {
    Layer network =
        Sequential.of(
            new Conv2d(Conv.Config.of(1, 4, 3, 3)),
            new ReLU(),
            new Flatten(),
            new Linear(4 * 6 * 6, 16),
            new ReLU(),
            new Linear(16, 3));
    network.initialize(Seed.of(4));
    return network;
  }

  private static UnaryOperator<Tensor> logit(Layer network, int label) {
    return x -> network.apply(x).select(1, label);
  }

  @Test
  void ofALineTheGradientIsItsSlope() {
    Tensor x = Tensor.of(new float[] {1, 2, 3, -1, 0, 4}, 2, 3);
    assertThat(GradientAttribution.gradient(LINE, x).toFloats())
        .containsExactly(2, -3, 0, 2, -3, 0);
    assertThat(GradientAttribution.saliency(LINE, x).toFloats()).containsExactly(2, 3, 0, 2, 3, 0);
    assertThat(GradientAttribution.inputTimesGradient(LINE, x).toFloats())
        .containsExactly(2, -6, 0, -2, -0f, 0);
  }

  /** f = x²: the mean of 2·(x + σ·ε) is 2·x, but of x³ it is 3·x² + 3·σ². */
  @Test
  void smoothGradIsTheMeanOverNoise() {
    Tensor x = Tensor.of(new double[] {0.5}, 1, 1);
    Tensor cubic =
        GradientAttribution.smoothGrad(v -> v.mul(v).mul(v).sum(1), x, 400, 0.3, Seed.of(1));
    assertThat(cubic.item()).isCloseTo(3 * 0.25 + 3 * 0.09, offset(0.15));
    Tensor none = GradientAttribution.smoothGrad(LINE, Tensor.zeros(1, 3), 3, 0, Seed.of(1));
    assertThat(none.toFloats()).containsExactly(2, -3, 0);
  }

  @Test
  void integratedGradientsAreCompleteOnANetworkWithKinks() {
    Layer network = images();
    Tensor x = Sample.uniform(Seed.of(2), 1, 8, 8).mul(4.0);
    for (int label = 0; label < 3; label++) {
      var found = IntegratedGradients.of(logit(network, label), x, x.zerosLike());
      assertThat(found.gap()).as("class " + label).isLessThan(1e-4);
      assertThat(found.parts().shape()).isEqualTo(x.shape());
      assertThat(Math.abs(found.score() - found.baseline())).isGreaterThan(0.01);
    }
  }

  /** A float32 of 5000 is rounded by more than may be missed: to halve parts does not help. */
  @Test
  void roundingOfTheScoreHalvesNoParts() {
    Tensor x = Tensor.of(new float[] {0.3f, -0.2f, 1});
    var found = IntegratedGradients.of(v -> LINE.apply(v).sin().add(5000.0), x, x.zerosLike());
    assertThat(found.gradients()).isLessThan(100);
    assertThat(found.sum()).isCloseTo(Math.sin(6.2) - Math.sin(5), offset(1e-3));
  }

  /** Of a product x·y from 0, each has half. */
  @Test
  void integratedGradientsOfAProductAreHalves() {
    Tensor x = Tensor.of(new double[] {3, 4});
    var found = IntegratedGradients.of(v -> v.select(1, 0).mul(v.select(1, 1)), x, x.zerosLike());
    assertThat(found.parts().toDoubles()).containsExactly(new double[] {6, 6}, offset(1e-4));
    assertThat(found.score()).isEqualTo(12);
  }

  /** Sensitivity: what differs alone has all of the change, what does not differ has nothing. */
  @Test
  void whatDoesNotDifferFromTheBaselineHasNothing() {
    Tensor x = Tensor.of(new double[] {3, 4});
    Tensor baseline = Tensor.of(new double[] {3, 0});
    var found = IntegratedGradients.of(v -> v.select(1, 0).mul(v.select(1, 1).tanh()), x, baseline);
    assertThat(found.parts().get(0).item()).isZero();
    assertThat(found.parts().get(1).item()).isCloseTo(3 * Math.tanh(4), offset(1e-4));
  }

  /** Implementation invariance: two networks that compute the same have the same parts. */
  @Test
  void networksThatComputeTheSameHaveTheSameParts() {
    Linear first = new Linear(4, 6);
    Linear second = new Linear(6, 2);
    Layer network = Sequential.of(first, new Tanh(), second);
    network.initialize(Seed.of(8));
    Tensor w = first.weight().value();
    Tensor b = first.bias().orElseThrow().value();
    // tanh is odd: the same with both signs of the hidden layer turned.
    UnaryOperator<Tensor> turned =
        x -> {
          Tensor hidden = x.matmul(w.neg().mT()).sub(b).tanh();
          return hidden.matmul(second.weight().value().neg().mT()).select(1, 0);
        };
    UnaryOperator<Tensor> plain =
        x -> network.apply(x).sub(second.bias().orElseThrow().value()).select(1, 0);
    Tensor x = Sample.normal(Seed.of(3), 4);
    var one = IntegratedGradients.of(plain, x, x.zerosLike());
    var other = IntegratedGradients.of(turned, x, x.zerosLike());
    assertThat(one.parts().allClose(other.parts(), 1e-4, 1e-5)).isTrue();
  }

  @Test
  void saysWhatItDoesNotTake() {
    Tensor x = Tensor.zeros(2, 3);
    assertThatThrownBy(() -> GradientAttribution.saliency(v -> v, x))
        .isInstanceOf(ShapeException.class)
        .hasMessage(
            "The score gives [2, 3] for a batch [2, 3], but one number for each example, [2], is"
                + " meant.");
    assertThatThrownBy(() -> GradientAttribution.smoothGrad(LINE, x, 0, 0.1, Seed.of(0)))
        .isInstanceOf(ArgumentException.class)
        .hasMessage(
            "smoothGrad: takes at least 1 sample and a deviation of at least 0, not 0 and 0.1.");
    assertThatThrownBy(() -> IntegratedGradients.of(LINE, Tensor.zeros(3), Tensor.zeros(4)))
        .hasMessage(
            "IntegratedGradients: the input is [3] but the baseline [4]; both are one example.");
  }
}
