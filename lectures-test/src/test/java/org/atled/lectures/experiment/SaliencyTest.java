package org.atled.lectures.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import org.atled.core.random.Seed;
import org.atled.lectures.Findings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SaliencyTest {
  private static final Findings FINDINGS = new Saliency().quick(Seed.of(1));

  @Test
  void theNetworkTakesTheShortcut() {
    assertThat(FINDINGS.number("accuracy-with-marks")).isGreaterThan(0.95);
    assertThat(FINDINGS.number("misled")).isGreaterThan(0.2);
  }

  @Test
  void theMapsSaySo() {
    for (String method : new String[] {"gradient", "smooth", "input", "integrated"}) {
      assertThat(FINDINGS.number("shortcut-" + method))
          .as(method)
          .isGreaterThan(2 * FINDINGS.number("honest-" + method));
    }
    assertThat(FINDINGS.number("shortcut-integrated")).isGreaterThan(0.2);
  }

  @Test
  void aMapThatCanMarkOnlyInkIsLikeOneOfANetworkThatKnowsNothing() {
    assertThat(FINDINGS.number("same-integrated")).isGreaterThan(FINDINGS.number("same-gradient"));
  }
}
