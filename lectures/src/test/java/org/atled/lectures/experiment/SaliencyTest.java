package org.atled.lectures.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import org.atled.core.random.Seed;
import org.atled.lectures.Findings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SaliencyTest {
  private final Findings findings = new Saliency().quick(Seed.of(1));

  @Test
  void theNetworkTakesTheShortcut() {
    assertThat(findings.number("accuracy-with-marks")).isGreaterThan(0.95);
    assertThat(findings.number("misled")).isGreaterThan(0.2);
  }

  @Test
  void theMapsSaySo() {
    for (String method : new String[] {"gradient", "smooth", "input", "integrated"}) {
      assertThat(findings.number("shortcut-" + method))
          .as(method)
          .isGreaterThan(2 * findings.number("honest-" + method));
    }
    assertThat(findings.number("shortcut-integrated")).isGreaterThan(0.2);
  }

  @Test
  void aMapThatCanMarkOnlyInkIsLikeOneOfANetworkThatKnowsNothing() {
    assertThat(findings.number("same-integrated")).isGreaterThan(findings.number("same-gradient"));
  }
}
