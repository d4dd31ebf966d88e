package org.atled.lectures.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import org.atled.core.random.Seed;
import org.atled.lectures.Findings;
import org.junit.jupiter.api.Test;

class DescentPathsTest {
  private final Findings findings = new DescentPaths().run(Seed.of(1), 3, 100, 1_000);

  @Test
  void inOnePassManyRoughStepsComeFartherThanOneExactOne() {
    assertThat(findings.number("single-first-pass"))
        .isLessThan(findings.number("minibatch-first-pass"));
    assertThat(findings.number("minibatch-first-pass"))
        .isLessThan(findings.number("full-first-pass"));
  }

  @Test
  void inTheEndTheFewerExamplesAStepSeesTheFartherItIsFromTheMinimum() {
    assertThat(findings.number("full-last-pass"))
        .isLessThan(0.5 * findings.number("minibatch-last-pass"));
    assertThat(findings.number("minibatch-last-pass"))
        .isLessThan(0.5 * findings.number("single-last-pass"));
  }

  @Test
  void theNoiseFallsWithTheRootOfTheBatch() {
    assertThat(findings.number("noise-slope")).isBetween(-0.55, -0.45);
  }
}
