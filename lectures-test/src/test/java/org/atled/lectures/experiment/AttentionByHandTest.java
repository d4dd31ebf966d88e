package org.atled.lectures.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.atled.core.random.Seed;
import org.atled.lectures.Findings;
import org.junit.jupiter.api.Test;

class AttentionByHandTest {
  private static final Findings FINDINGS = new AttentionByHand().run(Seed.of(1));

  @Test
  void theDerivedGradientIsTheOperations() {
    assertThat(FINDINGS.number("forward")).isLessThan(1e-14);
    assertThat(FINDINGS.number("gradients")).isLessThan(1e-14);
    assertThat(FINDINGS.number("differences")).isLessThan(1e-8);
    assertThat(FINDINGS.number("rows")).isLessThan(1e-14);
  }

  @Test
  void withoutTheRootWideQueriesSeeOneKey() {
    assertThat(FINDINGS.number("variance-256")).isCloseTo(256, within(26.0));
    assertThat(FINDINGS.number("plain-256")).isLessThan(2.5);
    assertThat(FINDINGS.number("divided-256")).isGreaterThan(30);
    assertThat(FINDINGS.number("divided-256") / FINDINGS.number("divided-4"))
        .isCloseTo(1, within(0.2));
  }
}
