package org.atled.nn.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Set;
import java.util.TreeSet;
import org.assertj.core.util.DoubleComparator;
import org.atled.core.autograd.Autograd;
import org.atled.core.error.ArgumentException;
import org.atled.core.random.Seed;
import org.atled.core.shape.DType;
import org.atled.core.tensor.Sample;
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

  /** Klambauer et al. 2017, eq. 17: mean 0 and variance 1 stay. */
  @Test
  void alphaDropoutKeepsMeanAndVariance() {
    Tensor x = Sample.normal(Seed.of(3), 200, 250);
    Tensor y = new AlphaDropout(0.3).apply(x, training(1, 0));

    assertThat(y.mean().item()).isCloseTo(0, within(0.03));
    assertThat(y.std().item()).isCloseTo(1, within(0.03));
    // PyTorch's alpha_dropout of 0.
    Tensor zeros = new AlphaDropout(0.3).apply(Tensor.zeros(DType.FLOAT64, 9, 9), training(1, 0));
    Set<Double> seen = new TreeSet<>();
    for (double value : zeros.toDoubles()) {
      seen.add(value);
    }
    assertThat(new ArrayList<>(seen))
        .usingComparatorForType(new DoubleComparator(1e-14), Double.class)
        .containsExactly(-1.0595481589864801, 0.4540920681370629);
  }

  @Test
  void wholeExamplesOrTheWholeBatchAreLeftOut() {
    Tensor ones = Tensor.ones(400, 3);
    Tensor rows = new StochasticDepth(0.25, StochasticDepth.Unit.ROW).apply(ones, training(1, 0));
    Tensor sums = rows.sum(1);

    assertThat(sums.toDoubles()).contains(0, 4).containsOnly(0, 4);
    assertThat(sums.mean().item()).isCloseTo(3, within(0.4));
    Layer batches = new StochasticDepth(0.5, StochasticDepth.Unit.BATCH);
    Set<Double> seen = new TreeSet<>();
    for (int step = 0; step < 20; step++) {
      Tensor y = batches.apply(ones, training(1, step));
      assertThat(y.toDoubles()).containsOnly(y.get(0).get(0).item());
      seen.add(y.mean().item());
    }
    assertThat(seen).containsExactly(0.0, 2.0);
    Tensor examples = Tensor.arange(400);
    Mode known = Mode.training(Seed.of(1), Slot.of(4L), examples);
    assertThat(batches.apply(ones, known).toDoubles())
        .containsExactly(batches.apply(ones, training(1, 4)).toDoubles());
    Mode turned = Mode.training(Seed.of(1), Slot.of(4L), examples.flip(0));
    Layer each = new StochasticDepth(0.5, StochasticDepth.Unit.ROW);
    assertThat(each.apply(ones, turned).flip(0).toDoubles())
        .containsExactly(each.apply(ones, known).toDoubles());
    Layer never = new StochasticDepth(1, StochasticDepth.Unit.ROW);
    assertThat(never.apply(ones, training(1, 0)).sum().item()).isZero();
    assertThatThrownBy(() -> new StochasticDepth(1.5, StochasticDepth.Unit.ROW))
        .hasMessage("StochasticDepth: the probability is 1.5 but must be from 0 to 1.");
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
