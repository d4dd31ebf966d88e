package org.atled.lectures.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import org.atled.core.random.Seed;
import org.atled.lectures.Findings;
import org.junit.jupiter.api.Test;

class LearningRatesTest {
  /** The loss of guessing between two classes. */
  private static final double LN_2 = StrictMath.log(2);

  private static final Findings FINDINGS = new LearningRates().run(Seed.of(1), 1, 40);

  @Test
  void noLossIsLost() {
    assertThat(FINDINGS.numbers().values()).allSatisfy(end -> assertThat(end).isFinite());
  }

  @Test
  void tooSmallARateIsSlowAndTooLargeAOneNeverArrives() {
    assertThat(FINDINGS.number("right-end")).isLessThan(0.5 * FINDINGS.number("small-end"));
    assertThat(FINDINGS.number("large-end")).isFinite().isGreaterThan(LN_2);
  }

  @Test
  void ratesThatDecayFromALargerOneArriveAndComeToRest() {
    for (String decay : new String[] {"step", "exponential"}) {
      assertThat(FINDINGS.number(decay + "-end")).isLessThan(0.5 * FINDINGS.number("small-end"));
      assertThat(FINDINGS.number(decay + "-unrest")).isLessThan(1.2);
    }
  }
}
