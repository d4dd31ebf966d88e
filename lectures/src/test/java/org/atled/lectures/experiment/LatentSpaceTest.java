package org.atled.lectures.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.atled.core.random.Seed;
import org.atled.lectures.Findings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LatentSpaceTest {
  private final Findings findings = new LatentSpace().quick(Seed.of(1));

  @Test
  void whatCodesSayIsPaidForByBeta() {
    assertThat(findings.number("divergence-0")).isGreaterThan(2 * findings.number("divergence-1"));
    assertThat(findings.number("divergence-1")).isGreaterThan(0.5);
    assertThat(findings.number("unsaid-0")).isLessThan(findings.number("unsaid-1"));
    assertThat(findings.number("unsaid-1")).isLessThan(findings.number("constant") - 0.5);
  }

  @Test
  void aLargeBetaCollapsesTheCodesAndLeavesTheMeanDigit() {
    assertThat(findings.number("divergence-100")).isCloseTo(0, within(0.02));
    assertThat(findings.number("unsaid-100")).isCloseTo(findings.number("constant"), within(1.0));
    assertThat(findings.sentences().get(1)).endsWith("restored alike.");
  }

  @Test
  void theDivergenceHoldsCodesTogether() {
    assertThat(findings.number("spread-1")).isBetween(0.7, 1.2);
    assertThat(findings.number("spread-0")).isGreaterThan(2);
    assertThat(findings.number("walk-by-codes")).isLessThan(findings.number("walk-by-pixels"));
  }
}
