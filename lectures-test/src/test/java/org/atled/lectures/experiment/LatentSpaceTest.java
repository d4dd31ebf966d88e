package org.atled.lectures.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.atled.core.random.Seed;
import org.atled.lectures.Findings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LatentSpaceTest {
  private static final Findings FINDINGS = new LatentSpace().quick(Seed.of(1));

  @Test
  void whatCodesSayIsPaidForByBeta() {
    assertThat(FINDINGS.number("divergence-0")).isGreaterThan(2 * FINDINGS.number("divergence-1"));
    assertThat(FINDINGS.number("divergence-1")).isGreaterThan(0.5);
    assertThat(FINDINGS.number("unsaid-0")).isLessThan(FINDINGS.number("unsaid-1"));
    assertThat(FINDINGS.number("unsaid-1")).isLessThan(FINDINGS.number("constant") - 0.5);
  }

  @Test
  void aLargeBetaCollapsesTheCodesAndLeavesTheMeanDigit() {
    assertThat(FINDINGS.number("divergence-100")).isCloseTo(0, within(0.02));
    assertThat(FINDINGS.number("unsaid-100")).isCloseTo(FINDINGS.number("constant"), within(1.0));
    assertThat(FINDINGS.sentences().get(1)).endsWith("restored alike.");
  }

  @Test
  void theDivergenceHoldsCodesTogether() {
    assertThat(FINDINGS.number("spread-1")).isBetween(0.7, 1.2);
    assertThat(FINDINGS.number("spread-0")).isGreaterThan(2);
    assertThat(FINDINGS.number("walk-by-codes")).isLessThan(FINDINGS.number("walk-by-pixels"));
  }
}
