package org.atled.lectures.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import org.atled.core.random.Seed;
import org.atled.lectures.Findings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AdversarialRingTest {
  private static final Findings FINDINGS =
      new AdversarialRing().run(Seed.of(1), new AdversarialRing.Size(40, 1));

  /** In as few steps as these. */
  @Test
  void leastSquaresFindMostHeaps() {
    assertThat(FINDINGS.number("heaps-least-squares"))
        .isGreaterThanOrEqualTo(6)
        .isGreaterThan(FINDINGS.number("heaps-non-saturating"));
    assertThat(FINDINGS.number("near-least-squares")).isGreaterThan(0.4);
  }

  @Test
  void theLossOfACriticThatKnowsLittleIsTheSame() {
    assertThat(FINDINGS.sentences().getLast())
        .matches(
            "The losses do not tell: by the non-saturating one the critic's was 1\\.\\d\\d when \\d"
                + " of the heaps were found, and 1\\.\\d\\d when \\d were\\.");
  }
}
