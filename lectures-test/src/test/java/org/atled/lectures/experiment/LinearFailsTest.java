package org.atled.lectures.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import org.atled.core.random.Seed;
import org.atled.lectures.Findings;
import org.junit.jupiter.api.Test;

class LinearFailsTest {
  @Test
  void linesCannotTellRingsApartButAFeatureOrAHiddenLayerCan() {
    Findings findings = new LinearFails().run(Seed.of(1), 2, 150);

    assertThat(findings.number("linear-greatest")).isLessThan(0.5);
    assertThat(findings.number("feature-least")).isGreaterThan(0.95);
    assertThat(findings.number("network-least")).isGreaterThan(0.9);
  }
}
