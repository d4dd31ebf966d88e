package org.atled.lectures.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import org.atled.core.random.Seed;
import org.atled.lectures.Findings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AdversarialTest {
  private final Findings findings = new Adversarial().quick(Seed.of(1));

  @Test
  void theSignOfTheGradientDoesWhatSignsAtRandomDoNot() {
    double clean = findings.number("clean");

    assertThat(clean).isGreaterThan(0.85);
    assertThat(findings.number("random")).isGreaterThan(clean - 0.1);
    assertThat(findings.number("against")).isLessThan(clean - 0.3);
    assertThat(findings.number("stranger")).isLessThan(findings.number("random"));
  }

  @Test
  void learningFromSuchImagesHelps() {
    assertThat(findings.number("hardened")).isGreaterThan(findings.number("against") + 0.15);
    assertThat(findings.number("hardened-clean")).isGreaterThan(0.8);
  }
}
