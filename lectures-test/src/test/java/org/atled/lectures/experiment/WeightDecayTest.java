package org.atled.lectures.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import org.atled.core.random.Seed;
import org.atled.lectures.Findings;
import org.junit.jupiter.api.Test;

class WeightDecayTest {
  private static final Findings FINDINGS = new WeightDecay().run(Seed.of(1), 2_000);

  @Test
  void underPlainSgdPenaltyAndUpdateAreOnePath() {
    assertThat(FINDINGS.number("sgd-greatest-distance")).isLessThan(1e-12);
  }

  @Test
  void underAdamTheyPart() {
    assertThat(FINDINGS.number("adam-final-distance")).isGreaterThan(0.3);
  }

  @Test
  void withThePenaltyAdamEndsWhereSgdEndsAndWithTheUpdateNearTheMinimumOfTheBareLoss() {
    assertThat(FINDINGS.number("adam-penalty-to-sgd")).isLessThan(1e-6);
    assertThat(FINDINGS.number("adam-update-to-bare"))
        .isLessThan(0.5 * FINDINGS.number("bare-to-penalised"));
  }
}
