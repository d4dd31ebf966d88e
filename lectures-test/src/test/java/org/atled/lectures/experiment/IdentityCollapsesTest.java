package org.atled.lectures.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.atled.core.random.Seed;
import org.atled.lectures.Findings;
import org.junit.jupiter.api.Test;

class IdentityCollapsesTest {
  private static final Findings FINDINGS = new IdentityCollapses().run(Seed.of(1), 1, 500);

  @Test
  void deepLinearNetworksAreOneMatrix() {
    assertThat(FINDINGS.number("greatest-logit")).isGreaterThan(1);
    assertThat(FINDINGS.number("greatest-difference")).isLessThan(1e-12);
  }

  @Test
  void depthHelpsOnlyWithAnActivation() {
    double shallow = FINDINGS.number("shallow-accuracy");

    assertThat(FINDINGS.number("deep-accuracy")).isCloseTo(shallow, within(0.05));
    assertThat(FINDINGS.number("bent-accuracy")).isGreaterThan(shallow + 0.05);
  }
}
