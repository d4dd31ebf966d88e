package org.atled.lectures.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import org.atled.core.random.Seed;
import org.atled.lectures.Findings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DiffusionOfDigitsTest {
  private static final Findings FINDINGS =
      new DiffusionOfDigits()
          .run(Seed.of(1), new DiffusionOfDigits.Size(1_000, 100, 7, 10, 50, 1, 0, 1, 8));

  @Test
  void whatIsAskedForIsMadeAndGuidanceMakesItClearer() {
    assertThat(FINDINGS.number("as-asked-0")).isLessThan(0.3);
    assertThat(FINDINGS.number("as-asked-1")).isGreaterThan(FINDINGS.number("as-asked-0") + 0.2);
    assertThat(FINDINGS.number("as-asked-8")).isGreaterThan(FINDINGS.number("as-asked-1"));
  }

  @Test
  void guidanceCostsVariety() {
    assertThat(FINDINGS.number("variety-8")).isLessThan(FINDINGS.number("variety-1"));
  }
}
