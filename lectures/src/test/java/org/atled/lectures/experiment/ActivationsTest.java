package org.atled.lectures.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.atled.core.random.Seed;
import org.atled.lectures.Findings;
import org.junit.jupiter.api.Test;

class ActivationsTest {
  private final Findings findings = new Activations().run(Seed.of(0));

  @Test
  void derivativesAreThoseOfDifferenceQuotients() {
    assertThat(findings.number("furthest-from-difference-quotient")).isLessThan(1e-8);
  }

  @Test
  void theSigmoidPassesAQuarterAtMost() {
    assertThat(findings.number("sigmoid-steepest")).isCloseTo(0.25, within(1e-5));
    assertThat(findings.number("sigmoid-through-ten-layers")).isLessThan(1e-6);
    assertThat(findings.number("tanh-steepest")).isCloseTo(1, within(1e-4));
  }

  @Test
  void aReluIsOnOrOffAndALeakyOneNeverOff() {
    assertThat(findings.number("relu-flattest")).isEqualTo(0);
    assertThat(findings.number("relu-steepest")).isEqualTo(1);
    assertThat(findings.number("relu-flat-share")).isEqualTo(0.5);
    assertThat(findings.number("leaky-relu-flattest")).isEqualTo(0.1);
  }

  /** Hendrycks and Gimpel's GELU falls to the left of z = −0.75; its slope is steepest at √2. */
  @Test
  void geluIsNotMonotone() {
    assertThat(findings.number("gelu-flattest")).isCloseTo(-0.1289, within(1e-4));
    assertThat(findings.number("gelu-steepest")).isCloseTo(1.1289, within(1e-4));
  }
}
