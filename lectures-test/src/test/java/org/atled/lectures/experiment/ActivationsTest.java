package org.atled.lectures.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.atled.core.random.Seed;
import org.atled.lectures.Findings;
import org.junit.jupiter.api.Test;

class ActivationsTest {
  private static final Findings FINDINGS = new Activations().run(Seed.of(0));

  @Test
  void derivativesAreThoseOfDifferenceQuotients() {
    assertThat(FINDINGS.number("furthest-from-difference-quotient")).isLessThan(1e-8);
  }

  @Test
  void theSigmoidPassesAQuarterAtMost() {
    assertThat(FINDINGS.number("sigmoid-steepest")).isCloseTo(0.25, within(1e-5));
    assertThat(FINDINGS.number("sigmoid-through-ten-layers")).isLessThan(1e-6);
    assertThat(FINDINGS.number("tanh-steepest")).isCloseTo(1, within(1e-4));
  }

  @Test
  void aReluIsOnOrOffAndALeakyOneNeverOff() {
    assertThat(FINDINGS.number("relu-flattest")).isEqualTo(0);
    assertThat(FINDINGS.number("relu-steepest")).isEqualTo(1);
    assertThat(FINDINGS.number("relu-flat-share")).isEqualTo(0.5);
    assertThat(FINDINGS.number("leaky-relu-flattest")).isEqualTo(0.1);
  }

  /** Hendrycks and Gimpel's GELU falls to the left of z = −0.75; its slope is steepest at √2. */
  @Test
  void geluIsNotMonotone() {
    assertThat(FINDINGS.number("gelu-flattest")).isCloseTo(-0.1289, within(1e-4));
    assertThat(FINDINGS.number("gelu-steepest")).isCloseTo(1.1289, within(1e-4));
  }
}
