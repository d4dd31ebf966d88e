package org.atled.lectures.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.atled.core.random.Seed;
import org.atled.lectures.Findings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PoolingLayersTest {
  private final Findings found =
      new PoolingLayers().run(Seed.of(1), new ShiftedFeatures.Size(100, 100, 1));

  @Test
  void aPixelMattersLessAfterPooling() {
    assertThat(found.number("maximum-unchanged"))
        .isGreaterThan(found.number("every-unchanged") + 0.02);
    assertThat(found.number("wide-maximum-unchanged"))
        .isGreaterThan(found.number("maximum-unchanged"));
    assertThat(found.number("maximum-moved")).isLessThan(found.number("every-moved") - 0.05);
    assertThat(found.number("wide-maximum-moved")).isLessThan(found.number("maximum-moved"));
  }

  @Test
  void itIsTheWindowAndNotTheNumberOfFeatures() {
    assertThat(found.number("second-moved")).isCloseTo(found.number("every-moved"), within(0.03));
  }

  /** What differs from what is said of the maximum. */
  @Test
  void theMeanDoesAsMuch() {
    assertThat(found.number("mean-moved")).isCloseTo(found.number("maximum-moved"), within(0.05));
  }

  @Test
  void theGradientGoesToTheWinnerOrToAll() {
    assertThat(found.number("max-reached")).isEqualTo(1.0 / 4);
    assertThat(found.number("mean-reached")).isEqualTo(1);
    assertThat(found.number("max-sum")).isEqualTo(36);
    assertThat(found.number("mean-sum")).isCloseTo(36, within(1e-5));
    assertThat(found.number("overlapping-greatest")).isBetween(2.0, 9.0);
  }

  @Test
  void theFormulaSaysHowManyWindowsThereAre() {
    assertThat(found.number("size-cases")).isGreaterThan(500);
    assertThat(found.number("size-cases-wrong")).isZero();
  }
}
