package org.atled.lectures.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import org.atled.core.random.Seed;
import org.atled.lectures.Findings;
import org.junit.jupiter.api.Test;

class VanishingInTimeTest {
  private static final Findings FINDINGS =
      new VanishingInTime().run(Seed.of(1), new VanishingInTime.Size(1, 16, 40, new int[] {3}, 60));

  @Test
  void gatesThatKeepLetTheGradientPass() {
    assertThat(FINDINGS.number("rnn-left")).isLessThan(1e-4);
    assertThat(FINDINGS.number("lstm-left")).isLessThan(1e-4);
    assertThat(FINDINGS.number("keeping-left")).isGreaterThan(0.01);
  }

  @Test
  void allRememberAFewSteps() {
    assertThat(FINDINGS.number("rnn-3")).isGreaterThan(0.9);
    assertThat(FINDINGS.number("lstm-3")).isGreaterThan(0.9);
    assertThat(FINDINGS.number("keeping-3")).isGreaterThan(0.9);
  }
}
