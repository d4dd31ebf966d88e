package org.atled.lectures.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import org.atled.core.random.Seed;
import org.atled.lectures.Findings;
import org.junit.jupiter.api.Test;

class RnnUnrolledTest {
  private static final Findings FINDINGS = new RnnUnrolled().run(Seed.of(1));

  @Test
  void fourWaysGiveOneGradient() {
    assertThat(FINDINGS.number("scalars")).isLessThan(1e-10);
    assertThat(FINDINGS.number("tensors")).isLessThan(1e-10);
    assertThat(FINDINGS.number("layer")).isLessThan(1e-10);
  }

  @Test
  void smallWeightsForgetEarlySteps() {
    assertThat(FINDINGS.number("u5-part")).isLessThan(0.01);
    assertThat(FINDINGS.number("u5-error")).isLessThan(0.05);
    assertThat(FINDINGS.number("u15-part")).isGreaterThan(10 * FINDINGS.number("u5-part"));
    assertThat(FINDINGS.number("u15-error")).isGreaterThan(FINDINGS.number("u5-error"));
  }
}
