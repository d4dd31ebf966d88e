package org.atled.lectures.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.atled.core.random.Seed;
import org.atled.lectures.Findings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LeNetTest {
  private static final Findings FOUND =
      new LeNet().run(Seed.of(1), new LeNet.Size(600, 200, 60, 1, 16, 64));

  /** 156 + 2,416 + 48,120 + 10,164 + 850, of 28·28·150 + 10·10·2,400 + … multiply-adds. */
  @Test
  void itIsAsLargeAsThePaperSays() {
    assertThat(FOUND.number("parameters")).isEqualTo(61_706);
    assertThat(FOUND.number("multiply-adds"))
        .isEqualTo(28 * 28 * 150 + 10 * 10 * 2_400 + 400 * 120 + 120 * 84 + 84 * 10);
    assertThat(FOUND.number("share-of-parameters-in-convolutions"))
        .isCloseTo(2_572 / 61_706.0, within(1e-12));
  }

  @Test
  void itReadsDigitsBetterThanDenseNetworksOfItsSize() {
    assertThat(FOUND.number("accuracy"))
        .isGreaterThan(0.75)
        .isGreaterThan(FOUND.number("dense-accuracy-at-most-as-large"));
  }

  @Test
  void aDenseNetworkThatDoesAsWellIsOneOfThoseTried() {
    Findings early = new LeNet().run(Seed.of(1), new LeNet.Size(100, 100, 5, 1, 16, 64));
    assertThat(early.number("dense-accuracy-best")).isGreaterThan(early.number("accuracy"));
    assertThat(early.sentences())
        .anyMatch(said -> said.contains("that were tried the first to read as many has "));
  }
}
