package org.atled.lectures.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.atled.core.random.Seed;
import org.atled.lectures.Findings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class InterpretTest {
  private static final Findings FINDINGS =
      new Interpret().run(Seed.of(1), new Interpret.Size(1_500, 25, 4, 1, 1_500, 60));

  @Test
  void integratedGradientsAreComplete() {
    assertThat(FINDINGS.number("completeness-gap")).isLessThan(0.005);
    assertThat(FINDINGS.number("completeness-gap"))
        .isLessThan(0.2 * FINDINGS.number("completeness-gap-of-one-midpoint"))
        .isLessThan(0.2 * FINDINGS.number("gradient-times-input-gap"));
  }

  @Test
  void wipingWhatAMethodNamesIsWorseThanWipingAtRandom() {
    double random = FINDINGS.number("left-after-at-random");

    assertThat(random).isGreaterThan(0.6);
    assertThat(FINDINGS.number("left-after-integrated-gradients")).isLessThan(random - 0.4);
    assertThat(FINDINGS.number("left-after-occlusion")).isLessThan(random - 0.4);
    assertThat(FINDINGS.number("left-after-saliency")).isLessThan(random - 0.05);
  }

  @Test
  void theAxesOfRentsBeginAtZero() {
    String svg =
        FINDINGS.illustrations().stream()
            .filter(illustration -> illustration.file().equals("partial-dependence"))
            .findFirst()
            .orElseThrow()
            .figure()
            .toSvg();

    assertThat(svg.split(">0</text>", -1)).hasSize(4 + 1); // of two axes each
  }

  @Test
  void theMeanHidesWhatTheFloorDoes() {
    assertThat(FINDINGS.number("floor-rise")).isCloseTo(0, within(10.0));
    assertThat(FINDINGS.number("floor-rise-with-lift")).isCloseTo(Rents.A_FLOOR, within(8.0));
    assertThat(FINDINGS.number("floor-rise-without-lift")).isCloseTo(-Rents.A_FLOOR, within(8.0));
    assertThat(FINDINGS.number("age-off")).isLessThan(100);
  }
}
