package org.atled.lectures.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import org.atled.core.random.Seed;
import org.atled.lectures.Findings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ResidualImagesTest {
  private final Findings found =
      new ResidualImages()
          .run(Seed.of(1), new ResidualImages.Size(1, 40, new int[] {1, 16}, new int[] {8}));

  @Test
  void theGradientVanishesStaysOrExplodes() {
    assertThat(found.number("usual-gradient-last"))
        .isLessThan(1e-4 * found.number("usual-gradient-first"));
    assertThat(found.number("he-gradient-last"))
        .isBetween(
            0.02 * found.number("he-gradient-first"), 50 * found.number("he-gradient-first"));
    double normed = found.number("normed-gradient-last") / found.number("normed-gradient-first");
    double residual =
        found.number("residual-gradient-last") / found.number("residual-gradient-first");
    assertThat(normed).isGreaterThan(10);
    assertThat(residual).isBetween(0.5, normed / 3);
  }

  @Test
  void onlyResidualNetworksLearnAsWellWhenTheyAreDeep() {
    assertThat(found.number("normed-loss-18"))
        .isGreaterThan(found.number("residual-loss-18") + 0.2);
  }
}
