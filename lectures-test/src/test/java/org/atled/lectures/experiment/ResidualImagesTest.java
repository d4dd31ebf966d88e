package org.atled.lectures.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import org.atled.core.random.Seed;
import org.atled.lectures.Findings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ResidualImagesTest {
  private static final Findings FOUND =
      new ResidualImages()
          .run(Seed.of(1), new ResidualImages.Size(1, 40, new int[] {1, 16}, new int[] {8}));

  @Test
  void theGradientVanishesStaysOrExplodes() {
    assertThat(FOUND.number("usual-gradient-last"))
        .isLessThan(1e-4 * FOUND.number("usual-gradient-first"));
    assertThat(FOUND.number("he-gradient-last"))
        .isBetween(
            0.02 * FOUND.number("he-gradient-first"), 50 * FOUND.number("he-gradient-first"));
    double normed = FOUND.number("normed-gradient-last") / FOUND.number("normed-gradient-first");
    double residual =
        FOUND.number("residual-gradient-last") / FOUND.number("residual-gradient-first");
    assertThat(normed).isGreaterThan(10);
    assertThat(residual).isBetween(0.5, normed / 3);
  }

  @Test
  void onlyResidualNetworksLearnAsWellWhenTheyAreDeep() {
    assertThat(FOUND.number("normed-loss-18"))
        .isGreaterThan(FOUND.number("residual-loss-18") + 0.2);
  }

  @Test
  void whatIsSaidFollowsTheNumbers() {
    assertThat(ResidualImages.whatBecomes(1, 0.09)).isEqualTo("vanishes");
    assertThat(ResidualImages.whatBecomes(1, 0.1)).isEqualTo("stays within a factor of ten");
    assertThat(ResidualImages.whatBecomes(1, 11)).isEqualTo("explodes");
    ResidualImages.Size size = new ResidualImages.Size(3, 60, new int[] {1}, new int[] {1});
    assertThat(ResidualImages.judged(1, 2, 1.5, size))
        .endsWith(
            "no overfitting: in 60 steps of Adam at a rate of 0.003 it is harder to train, and"
                + " batch norm alone does not mend it.");
    assertThat(ResidualImages.judged(2, 2, 1.5, size))
        .isEqualTo(
            "Of the deepest plain network and its best depth the losses of the seeds overlap in 60"
                + " steps of Adam at a rate of 0.003, so that nothing is said of which is harder to"
                + " train.");
    assertThat(ResidualImages.judged(1, 2, 2, size)).contains("and the residual one the losses");
    assertThat(FOUND.sentences()).anyMatch(said -> said.contains("it explodes (Yang et al.,"));
  }
}
