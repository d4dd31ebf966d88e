package org.atled.nn.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.atled.core.error.ArgumentException;
import org.atled.core.error.ShapeException;
import org.atled.core.tensor.Tensor;
import org.atled.nn.Mode;
import org.junit.jupiter.api.Test;

/** Ordered classes by one score. */
class ProportionalOddsTest {
  @Test
  void thresholdsBeginInEvenStepsFromAFirstToALastClassOfEqualShare() {
    ProportionalOdds layer = new ProportionalOdds(5);
    assertThat(layer).hasToString("ProportionalOdds(5)");
    // ±ln 4, a share of a fifth below and above.
    assertThat(layer.thresholds().toDoubles())
        .containsExactly(new double[] {-1.386294, -0.462098, 0.462098, 1.386294}, within(1e-5));
  }

  @Test
  void probabilitiesAreOneTogetherAndFiniteFarAway() {
    ProportionalOdds layer = new ProportionalOdds(4);
    Tensor logs =
        layer.apply(Tensor.of(new float[][] {{-0.5f}, {-200}, {200}, {0.5f}}), Mode.evaluation());
    assertThat(logs.exp().sum(1).toDoubles()).containsOnly(new double[] {1}, within(1e-6));
    assertThat(Arrays.stream(logs.toDoubles()).allMatch(Double::isFinite)).isTrue();
    assertThat(logs.argmax(1).toLongs()).containsExactly(0, 0, 3, 3);
  }

  @Test
  void whatHasNoOrderIsRefused() {
    assertThatThrownBy(() -> new ProportionalOdds(2))
        .isInstanceOf(ArgumentException.class)
        .hasMessage(
            "ProportionalOdds: there are 2 classes but must be at least 3; of two the score itself"
                + " is the logit.");
    assertThatThrownBy(() -> new ProportionalOdds(3).apply(Tensor.zeros(2, 4)))
        .isInstanceOf(ShapeException.class)
        .hasMessageEndingWith("takes one score for each example, [batch, 1], not [2, 4].");
  }
}
