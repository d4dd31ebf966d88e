package org.atled.lectures.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import org.atled.core.random.Seed;
import org.atled.lectures.Findings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class VanishingTest {
  private static final Findings FOUND = new Vanishing().run(Seed.of(0), 5);

  /** Eight layers, each of which multiplies by s·√n·σ′ with s·√n = 0.01·√100. */
  @Test
  void naiveWeightsShrinkTheGradientAsTheEighthPowerSays() {
    double sigmoid = StrictMath.pow(0.1 / 4, 8);
    double tanh = StrictMath.pow(0.1, 8);
    double relu = StrictMath.pow(0.1 * Math.sqrt(0.5), 8);

    assertThat(FOUND.number("sigmoid-naive-arrives")).isCloseTo(sigmoid, withinPercentage(40));
    assertThat(FOUND.number("tanh-naive-arrives")).isCloseTo(tanh, withinPercentage(40));
    assertThat(FOUND.number("relu-naive-arrives")).isCloseTo(relu, withinPercentage(40));
  }

  @Test
  void noInitialisationSavesTheSigmoid() {
    assertThat(FOUND.number("sigmoid-xavier-arrives")).isLessThan(1e-4);
    assertThat(FOUND.number("sigmoid-he-arrives")).isLessThan(1e-3);
  }

  @Test
  void xavierSuitsTanhAndHeSuitsRelu() {
    assertThat(FOUND.number("tanh-xavier-arrives")).isBetween(0.1, 2.0);
    assertThat(FOUND.number("tanh-he-arrives")).isBetween(0.3, 3.0);
    assertThat(FOUND.number("relu-he-arrives")).isBetween(0.3, 3.0);
    assertThat(FOUND.number("relu-xavier-arrives"))
        .isCloseTo(StrictMath.pow(0.5, 4), withinPercentage(60)); // (√½)⁸
  }
}
