package org.atled.lectures.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import org.atled.core.random.Seed;
import org.atled.lectures.Findings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConvIsMatmulTest {
  private final Findings findings = new ConvIsMatmul().run(Seed.of(1), new int[] {16, 32, 64}, 2);

  @Test
  void theBandedMatrixDoesWhatTheFilterDoes() {
    assertThat(findings.number("difference")).isLessThan(1e-5);
    assertThat(findings.number("filter-weights")).isEqualTo(5);
    assertThat(findings.number("matrix-weights")).isEqualTo(64 * 60);
    assertThat(findings.number("share-not-zero")).isEqualTo(5.0 / 64);
  }

  @Test
  void theFilterLearnsFromOneExampleWhatTheMatrixNeedsManyFor() {
    assertThat(findings.number("filter-error-1")).isLessThan(1e-6);
    assertThat(findings.number("matrix-error-16")).isBetween(0.3, 0.7);
    assertThat(findings.number("matrix-error-128")).isLessThan(1e-3);
  }
}
