package org.atled.lectures.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import org.atled.core.random.Seed;
import org.atled.lectures.Findings;
import org.junit.jupiter.api.Test;

class AdversarialRingTest {
  private static final Findings FINDINGS = new AdversarialRing().quick(Seed.of(1));

  @Test
  void theDistanceFindsMoreHeapsThanItMisses() {
    assertThat(FINDINGS.number("heaps-wasserstein")).isGreaterThanOrEqualTo(5);
  }
}
