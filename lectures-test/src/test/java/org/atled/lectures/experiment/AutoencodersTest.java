package org.atled.lectures.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import org.atled.core.random.Seed;
import org.atled.lectures.Findings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AutoencodersTest {
  private static final Findings FINDINGS = new Autoencoders().quick(Seed.of(1));

  /** No linear code of as many numbers can be better, on the digits that were learned from. */
  @Test
  void aLinearAutoencoderFindsThePrincipalComponents() {
    assertThat(FINDINGS.number("linear-above-components")).isBetween(-0.01, 0.1);
  }

  @Test
  void hiddenLayersKeepMoreInAsManyNumbers() {
    assertThat(FINDINGS.number("hidden-2")).isLessThan(FINDINGS.number("components-2"));
    assertThat(FINDINGS.number("hidden-8")).isLessThan(0.9 * FINDINGS.number("components-8"));
    assertThat(FINDINGS.number("components-8")).isLessThan(FINDINGS.number("components-2"));
  }

  @Test
  void whoSawNoiseTakesItAway() {
    assertThat(FINDINGS.number("noise")).isBetween(0.15, 0.17);
    assertThat(FINDINGS.number("left-when-taught"))
        .isLessThan(0.3 * FINDINGS.number("noise"))
        .isLessThan(FINDINGS.number("left-when-not"))
        .isLessThan(FINDINGS.number("left-by-components"));
  }
}
