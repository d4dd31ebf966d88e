package org.atled.lectures.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import org.atled.core.random.Seed;
import org.atled.lectures.Findings;
import org.junit.jupiter.api.Test;

class OverconfidenceTest {
  private static final Findings FINDINGS =
      new Overconfidence().run(Seed.of(1), new Overconfidence.Size(2_000, 2, 20, 50, 200, 1_000));

  @Test
  void trainingForLongMakesItSurerThanItIsRight() {
    assertThat(FINDINGS.number("last-excess"))
        .isGreaterThan(0.05)
        .isGreaterThan(2 * Math.abs(FINDINGS.number("best-excess")));
    assertThat(FINDINGS.number("last-loss")).isGreaterThan(1.5 * FINDINGS.number("best-loss"));
  }

  @Test
  void oneNumberMendsMostOfIt() {
    assertThat(FINDINGS.number("temperature")).isGreaterThan(2);
    assertThat(FINDINGS.number("last-error-calibrated"))
        .isLessThan(0.5 * FINDINGS.number("last-error"));
    assertThat(FINDINGS.number("last-loss-calibrated"))
        .isLessThan(0.75 * FINDINGS.number("last-loss"));
  }

  @Test
  void calibratedSetsHoldWhatTheySay() {
    assertThat(FINDINGS.number("calibrated-sets")).isBetween(0.93, 0.97);
    assertThat(FINDINGS.number("own-sets")).isLessThan(0.93);
  }
}
