package org.atled.lectures.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import org.atled.core.random.Seed;
import org.atled.lectures.Findings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DiffusionOfDigitsTest {
  private final Findings findings = new DiffusionOfDigits().quick(Seed.of(1));

  @Test
  void whatIsAskedForIsMadeAndGuidanceMakesItClearer() {
    assertThat(findings.number("as-asked-0")).isLessThan(0.3);
    assertThat(findings.number("as-asked-1")).isGreaterThan(findings.number("as-asked-0") + 0.2);
    assertThat(findings.number("as-asked-4")).isGreaterThan(findings.number("as-asked-1"));
  }

  @Test
  void guidanceCostsVariety() {
    assertThat(findings.number("variety-8")).isLessThan(findings.number("variety-1"));
  }
}
