package org.atled.lectures.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import org.atled.core.random.Seed;
import org.atled.lectures.Findings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AutoencodersTest {
  private final Findings findings = new Autoencoders().quick(Seed.of(1));

  /** No linear code of as many numbers can be better, on the digits that were learned from. */
  @Test
  void aLinearAutoencoderFindsThePrincipalComponents() {
    assertThat(findings.number("linear-above-components")).isBetween(-0.01, 0.1);
  }

  @Test
  void hiddenLayersKeepMoreInAsManyNumbers() {
    assertThat(findings.number("hidden-2")).isLessThan(findings.number("components-2"));
    assertThat(findings.number("hidden-8")).isLessThan(0.9 * findings.number("components-8"));
    assertThat(findings.number("components-8")).isLessThan(findings.number("components-2"));
  }

  @Test
  void whoSawNoiseTakesItAway() {
    assertThat(findings.number("noise")).isBetween(0.15, 0.17);
    assertThat(findings.number("left-when-taught"))
        .isLessThan(0.3 * findings.number("noise"))
        .isLessThan(findings.number("left-when-not"))
        .isLessThan(findings.number("left-by-components"));
  }
}
