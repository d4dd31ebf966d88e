package org.atled.lectures.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.atled.core.random.Seed;
import org.atled.lectures.Findings;
import org.junit.jupiter.api.Test;

class PositionsTest {
  private static final Findings FINDINGS =
      new Positions().run(Seed.of(1), new Positions.Size(1, 6, 100));

  @Test
  void withoutPositionsOrderIsNotSeen() {
    assertThat(FINDINGS.number("moved-without")).isLessThan(1e-5);
    assertThat(FINDINGS.number("moved-with")).isGreaterThan(0.1);
    assertThat(FINDINGS.number("not")).isCloseTo(0.5, within(0.08));
  }

  @Test
  void whoIsToldTellsWhatStandsFirst() {
    assertThat(FINDINGS.number("learned")).isGreaterThan(0.9);
    assertThat(FINDINGS.number("sinusoidal")).isGreaterThan(0.9);
    assertThat(FINDINGS.number("rotary")).isGreaterThan(0.9);
  }

  @Test
  void productsDependOnTheDistanceAlone() {
    assertThat(FINDINGS.number("waves")).isLessThan(1e-12);
    assertThat(FINDINGS.number("rotary-scores")).isLessThan(1e-12);
  }
}
