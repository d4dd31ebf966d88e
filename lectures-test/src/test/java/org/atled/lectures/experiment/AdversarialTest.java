package org.atled.lectures.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import org.atled.core.random.Seed;
import org.atled.lectures.Findings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AdversarialTest {
  private static final Findings FINDINGS = new Adversarial().quick(Seed.of(1));

  @Test
  void theSignOfTheGradientDoesWhatSignsAtRandomDoNot() {
    double clean = FINDINGS.number("clean");

    assertThat(clean).isGreaterThan(0.85);
    assertThat(FINDINGS.number("random")).isGreaterThan(clean - 0.1);
    assertThat(FINDINGS.number("against")).isLessThan(clean - 0.3);
    assertThat(FINDINGS.number("stranger")).isLessThan(FINDINGS.number("random"));
  }

  @Test
  void learningFromSuchImagesHelps() {
    assertThat(FINDINGS.number("hardened")).isGreaterThan(FINDINGS.number("against") + 0.15);
    assertThat(FINDINGS.number("hardened-clean")).isGreaterThan(0.8);
  }
}
