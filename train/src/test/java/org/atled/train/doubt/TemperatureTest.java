package org.atled.train.doubt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.atled.core.error.ArgumentException;
import org.junit.jupiter.api.Test;

class TemperatureTest {
  /** Two classes by one logit of 4: nine in ten are right, so that σ(4/T) = 0.9, T = 4 / ln 9. */
  @Test
  void whatIsRightNineTimesInTenIsSaidWithNineTenths() {
    double[][] logits = new double[10][];
    Arrays.fill(logits, new double[] {0, 4});
    int[] labels = {1, 1, 1, 1, 1, 1, 1, 1, 1, 0};

    double temperature = Temperature.fit(logits, labels).orElseThrow();

    assertThat(temperature).isCloseTo(4 / Math.log(9), within(1e-12));
    assertThat(Temperature.probabilities(logits[0], temperature)[1]).isCloseTo(0.9, within(1e-12));
  }

  @Test
  void anExampleOfWeightNineIsAsNine() {
    double[][] logits = {{0, 4}, {0, 4}};

    assertThat(Temperature.fit(logits, new int[] {1, 0}, new double[] {9, 1}).orElseThrow())
        .isCloseTo(4 / Math.log(9), within(1e-12));
    assertThat(Temperature.fit(logits, new int[] {1, 0}, new double[] {1, 1})).isEmpty();
    assertThatThrownBy(() -> Temperature.fit(logits, new int[] {1, 0}, new double[] {1}))
        .isInstanceOf(ArgumentException.class)
        .hasMessage("Temperature: takes one weight for each example, not 1 for 2.");
  }

  @Test
  void whatIsLessSureThanRightGetsATemperatureBelowOne() {
    double[][] logits = new double[10][];
    Arrays.fill(logits, new double[] {0.01, 0});
    int[] labels = {0, 0, 0, 0, 0, 0, 0, 0, 0, 1};

    assertThat(Temperature.fit(logits, labels).orElseThrow())
        .isCloseTo(0.01 / Math.log(9), within(1e-12));
  }

  @Test
  void hugeLogitsAreNoHazard() {
    double[][] logits = new double[4][];
    Arrays.fill(logits, new double[] {1e30, 0});

    assertThat(Temperature.fit(logits, new int[] {0, 0, 0, 1}).orElseThrow())
        .isCloseTo(1e30 / Math.log(3), within(1e18));
  }

  @Test
  void thereIsNoneWhereAllIsRightOrNothingIsBetterThanChance() {
    double[][] logits = {{2, 1}, {0, 3}};

    assertThat(Temperature.fit(logits, new int[] {0, 1})).isEmpty();
    assertThat(Temperature.fit(logits, new int[] {1, 0})).isEmpty();
    assertThat(Temperature.fit(new double[][] {{1, 1}, {1, 1}}, new int[] {0, 1})).isEmpty();
  }

  @Test
  void saysThatThereMustBeALabelForEach() {
    assertThatThrownBy(() -> Temperature.fit(new double[][] {{1, 2}}, new int[] {}))
        .isInstanceOf(ArgumentException.class)
        .hasMessage("Temperature: takes one label for each of at least 1 example, not 0 for 1.");
  }
}
