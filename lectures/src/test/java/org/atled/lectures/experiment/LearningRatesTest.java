package org.atled.lectures.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import org.atled.core.random.Seed;
import org.atled.lectures.Findings;
import org.junit.jupiter.api.Test;

class LearningRatesTest {
  /** The loss of guessing between two classes. */
  private static final double LN_2 = StrictMath.log(2);

  private final Findings findings = new LearningRates().run(Seed.of(1), 2, 40);

  @Test
  void tooSmallARateIsSlowAndTooLargeAOneNeverArrives() {
    assertThat(findings.number("right-end")).isLessThan(0.5 * findings.number("small-end"));
    assertThat(findings.number("large-end")).isGreaterThan(LN_2);
  }

  @Test
  void ratesThatDecayFromALargerOneArriveAndComeToRest() {
    for (String decay : new String[] {"step", "exponential"}) {
      assertThat(findings.number(decay + "-end")).isLessThan(0.5 * findings.number("small-end"));
      assertThat(findings.number(decay + "-unrest")).isLessThan(findings.number("right-unrest"));
    }
  }
}
