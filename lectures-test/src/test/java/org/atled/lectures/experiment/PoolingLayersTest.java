package org.atled.lectures.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.atled.core.random.Seed;
import org.atled.lectures.Findings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PoolingLayersTest {
  private static final Findings FOUND =
      new PoolingLayers().run(Seed.of(1), new ShiftedFeatures.Size(100, 100, 1));

  @Test
  void aPixelMattersLessAfterPooling() {
    assertThat(FOUND.number("maximum-unchanged"))
        .isGreaterThan(FOUND.number("every-unchanged") + 0.02);
    assertThat(FOUND.number("wide-maximum-unchanged"))
        .isGreaterThan(FOUND.number("maximum-unchanged"));
    assertThat(FOUND.number("maximum-moved")).isLessThan(FOUND.number("every-moved") - 0.05);
    assertThat(FOUND.number("wide-maximum-moved")).isLessThan(FOUND.number("maximum-moved"));
  }

  @Test
  void itIsTheWindowAndNotTheNumberOfFeatures() {
    assertThat(FOUND.number("second-moved")).isCloseTo(FOUND.number("every-moved"), within(0.03));
  }

  /** What differs from what is said of the maximum. */
  @Test
  void theMeanDoesAsMuch() {
    assertThat(FOUND.number("mean-moved")).isCloseTo(FOUND.number("maximum-moved"), within(0.05));
  }

  @Test
  void theGradientGoesToTheWinnerOrToAll() {
    assertThat(FOUND.number("max-reached")).isEqualTo(1.0 / 4);
    assertThat(FOUND.number("mean-reached")).isEqualTo(1);
    assertThat(FOUND.number("max-sum")).isEqualTo(36);
    assertThat(FOUND.number("mean-sum")).isCloseTo(36, within(1e-5));
    assertThat(FOUND.number("overlapping-greatest")).isBetween(2.0, 9.0);
  }

  @Test
  void theFormulaSaysHowManyWindowsThereAre() {
    assertThat(FOUND.number("size-cases")).isGreaterThan(500);
    assertThat(FOUND.number("size-cases-wrong")).isZero();
  }
}
