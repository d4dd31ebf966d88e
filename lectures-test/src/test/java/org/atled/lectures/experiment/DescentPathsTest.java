package org.atled.lectures.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import org.atled.core.random.Seed;
import org.atled.lectures.Findings;
import org.junit.jupiter.api.Test;

class DescentPathsTest {
  private static final Findings FINDINGS = new DescentPaths().run(Seed.of(1), 3, 100, 1_000);

  @Test
  void inOnePassManyRoughStepsComeFartherThanOneExactOne() {
    assertThat(FINDINGS.number("single-first-pass"))
        .isLessThan(FINDINGS.number("minibatch-first-pass"));
    assertThat(FINDINGS.number("minibatch-first-pass"))
        .isLessThan(FINDINGS.number("full-first-pass"));
  }

  @Test
  void inTheEndTheFewerExamplesAStepSeesTheFartherItIsFromTheMinimum() {
    assertThat(FINDINGS.number("full-last-pass"))
        .isLessThan(0.5 * FINDINGS.number("minibatch-last-pass"));
    assertThat(FINDINGS.number("minibatch-last-pass"))
        .isLessThan(0.5 * FINDINGS.number("single-last-pass"));
  }

  @Test
  void theNoiseFallsWithTheRootOfTheBatch() {
    assertThat(FINDINGS.number("noise-slope")).isBetween(-0.55, -0.45);
  }
}
