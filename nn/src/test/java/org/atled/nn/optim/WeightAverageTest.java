package org.atled.nn.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.atled.nn.Lookup.at;

import org.atled.core.error.ArgumentException;
import org.atled.core.random.Seed;
import org.atled.core.tensor.Slot;
import org.atled.core.tensor.Tensor;
import org.atled.nn.Mode;
import org.atled.nn.StateMap;
import org.atled.nn.layer.BatchNorm;
import org.atled.nn.layer.BatchNorm1d;
import org.atled.nn.layer.Linear;
import org.junit.jupiter.api.Test;

class WeightAverageTest {
  private final Linear layer = new Linear(1, 1);

  private double weight(double... values) {
    for (double value : values) {
      layer.weight().copyInto(Tensor.of(new float[][] {{(float) value}}));
    }
    return layer.weight().value().item();
  }

  private double weighed(WeightAverage average) {
    return average.applied(() -> weight());
  }

  private void weights(WeightAverage average, double... values) {
    for (double value : values) {
      weight(value);
      average.update();
    }
  }

  @Test
  void theEqualMeanIsOfAllUpdates() {
    WeightAverage average = WeightAverage.equal(layer);
    weights(average, 1, 2, 6);

    assertThat(weighed(average)).isEqualTo(3);
    assertThat(weight()).isEqualTo(6);
    average.copyInto();
    assertThat(weight()).isEqualTo(3);
  }

  @Test
  void theExponentialOneForgets() {
    WeightAverage average = WeightAverage.exponential(layer, 0.75);
    weights(average, 1, 2, 6);
    // 1, then 1.25, then 0.75·1.25 + 0.25·6.
    assertThat(weighed(average)).isCloseTo(2.4375, within(1e-6));
  }

  @Test
  void itLeavesTheFirstWeightsToTheSeed() {
    Linear pending = new Linear(1, 1);
    WeightAverage average = WeightAverage.equal(pending);

    assertThat(pending.isInitialized()).isFalse();
    weights(average);
    average.update();
    assertThat(pending.isInitialized()).isTrue();
  }

  @Test
  void whatIsSavedGoesOn() {
    WeightAverage average = WeightAverage.equal(layer);
    weights(average, 1, 2);
    WeightAverage later = WeightAverage.equal(layer);
    StateMap.of(later.state()).restore(StateMap.of(average.state()).snapshot());
    weights(later, 6);

    assertThat(later.updates()).isEqualTo(3);
    assertThat(at(later.state(), "weight").value().item()).isEqualTo(3);
    assertThatThrownBy(() -> WeightAverage.exponential(layer, 1))
        .isInstanceOf(ArgumentException.class)
        .hasMessage("WeightAverage: the decay is 1.0 but must be inside (0, 1), such as 0.999.");
  }

  /** Of {1, 3} and {2, 6}: means 2 and 4, unbiased variances 2 and 8. */
  @Test
  void statisticsAreTheMeansOverThePasses() {
    BatchNorm1d norm = new BatchNorm1d(BatchNorm1d.Config.of(1));
    Mode training = Mode.training(Seed.of(1), Slot.of(0L));
    for (int repeated = 0; repeated < 2; repeated++) {
      BatchNorm.recompute(
          norm,
          () -> {
            norm.apply(Tensor.of(new float[][] {{1}, {3}}), training);
            norm.apply(Tensor.of(new float[][] {{2}, {6}}), training);
          });
    }
    assertThat(at(norm.state().snapshot(), "running_mean").item()).isEqualTo(3);
    assertThat(at(norm.state().snapshot(), "running_var").item()).isEqualTo(5);
    assertThat(at(norm.state().snapshot(), "num_batches_tracked").item()).isEqualTo(2);
    norm.apply(Tensor.of(new float[][] {{9}, {8}}), training);
    assertThat(at(norm.state().snapshot(), "running_mean").item()).isEqualTo(3);
  }
}
