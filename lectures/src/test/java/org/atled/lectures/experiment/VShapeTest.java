package org.atled.lectures.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import org.atled.core.random.Seed;
import org.atled.lectures.Findings;
import org.junit.jupiter.api.Test;

class VShapeTest {
  private final Findings findings = new VShape().run(Seed.of(1), 3, 800);

  /** The output unit is linear in the penultimate layer: that it finds all says it is separable. */
  @Test
  void twoHiddenUnitsMakeAVLinearlySeparable() {
    assertThat(findings.number("v-one-unit")).isLessThan(0.9);
    assertThat(findings.number("v-three-units")).isEqualTo(1);
    assertThat(findings.number("v-starts-that-find-all")).isGreaterThanOrEqualTo(1);
  }

  @Test
  void aWTakesFourLines() {
    assertThat(findings.number("w-two-hidden")).isLessThan(0.95);
    assertThat(findings.number("w-four-two-hidden")).isGreaterThan(0.98);
  }
}
