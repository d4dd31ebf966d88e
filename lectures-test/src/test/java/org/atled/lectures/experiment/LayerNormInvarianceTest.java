package org.atled.lectures.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import org.atled.core.random.Seed;
import org.atled.lectures.Findings;
import org.junit.jupiter.api.Test;

class LayerNormInvarianceTest {
  @Test
  void theScaleOfTheWeightsCancels() {
    for (int seed = 0; seed < 3; seed++) {
      Findings found = new LayerNormInvariance().run(Seed.of(seed));

      assertThat(found.number("change-without-epsilon")).isLessThan(1e-12);
      assertThat(found.number("mirrored")).isLessThan(1e-12);
      assertThat(found.number("cosine")).isLessThan(1e-12);
      assertThat(found.number("gradient-times-scale")).isLessThan(1e-12);
      assertThat(found.number("change-of-sums")).isGreaterThan(1e3);
    }
  }

  @Test
  void epsilonBreaksItForSmallWeightsOnly() {
    Findings found = new LayerNormInvariance().run(Seed.of(0));

    assertThat(found.number("change-with-epsilon-small")).isGreaterThan(0.5);
    assertThat(found.number("change-with-epsilon-large")).isBetween(1e-9, 1e-4);
  }
}
