package org.atled.nn.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.atled.core.autograd.Autograd;
import org.atled.core.error.ArgumentException;
import org.atled.core.random.Seed;
import org.atled.core.tensor.Slot;
import org.atled.core.tensor.Tensor;
import org.atled.nn.Layer;
import org.atled.nn.Mode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DropoutTest {
  private static final Tensor ONES = Tensor.of(new float[40 * 250], 40, 250).add(1);

  @Test
  void dropsItsShareAndKeepsTheMean() {
    float[] y = new Dropout(0.2).apply(ONES, training(1, 0)).toFloats();

    int zeros = 0;
    double sum = 0;
    for (float value : y) {
      assertThat(value).isIn(0f, 1.25f);
      zeros += value == 0 ? 1 : 0;
      sum += value;
    }
    // Five standard deviations of 10,000 draws.
    assertThat(zeros / 1e4).isCloseTo(0.2, within(0.02));
    assertThat(sum / 1e4).isCloseTo(1, within(0.025));
  }

  @Test
  void passesEverythingInEvaluationOrWithProbabilityZero() {
    assertThat(new Dropout(0.9).apply(ONES)).isSameAs(ONES);
    assertThat(new Dropout(0).apply(ONES, training(1, 0))).isSameAs(ONES);
  }

  @Test
  void theMaskIsAFunctionOfSeedPathAndStep() {
    Sequential network = Sequential.of(new Dropout(0.5), new Dropout(0.5));
    Layer first = network.layers().get(0);
    Layer second = network.layers().get(1);
    float[] mask = first.apply(ONES, training(1, 7)).toFloats();

    assertThat(first.apply(ONES, training(1, 7)).toFloats()).isEqualTo(mask);
    assertThat(first.apply(ONES, training(2, 7)).toFloats()).isNotEqualTo(mask);
    assertThat(first.apply(ONES, training(1, 8)).toFloats()).isNotEqualTo(mask);
    assertThat(second.apply(ONES, training(1, 7)).toFloats()).isNotEqualTo(mask);
  }

  @Test
  void theMaskOfAnExampleDoesNotDependOnItsBatch() {
    Dropout dropout = new Dropout(0.5);
    Slot step = Slot.of(4L);
    Tensor x = Tensor.of(new float[3 * 50], 3, 50).add(1);
    Tensor all =
        dropout.apply(x, Mode.training(Seed.of(1), step, Tensor.of(new long[] {11, 5, 900})));
    Tensor other =
        dropout.apply(
            x.slice(0, 0, 2), Mode.training(Seed.of(1), step, Tensor.of(new long[] {900, 11})));

    assertThat(other.get(0).toFloats()).isEqualTo(all.get(2).toFloats());
    assertThat(other.get(1).toFloats()).isEqualTo(all.get(0).toFloats());
    assertThat(all.get(1).toFloats()).isNotEqualTo(all.get(0).toFloats());
  }

  @Test
  void theGradientIsTheMask() {
    Tensor x = ONES.requiresGrad();
    Tensor y = new Dropout(0.2).apply(x, training(3, 1));

    assertThat(Autograd.gradients(y.sum(), x).of(x).toFloats()).isEqualTo(y.toFloats());
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.1, 1, 1.5, Double.NaN})
  void refusesWhatIsNoProbabilityBelowOne(double p) {
    assertThatThrownBy(() -> new Dropout(p))
        .isInstanceOf(ArgumentException.class)
        .hasMessage(
            "Dropout: the probability is " + p + " but must be at least 0 and less than 1.");
  }

  private static Mode training(long seed, long step) {
    return Mode.training(Seed.of(seed), Slot.of(step));
  }
}
