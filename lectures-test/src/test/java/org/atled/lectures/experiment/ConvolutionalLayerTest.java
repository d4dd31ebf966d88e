package org.atled.lectures.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.atled.core.random.Seed;
import org.atled.lectures.Findings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConvolutionalLayerTest {
  private static final Findings FOUND = new ConvolutionalLayer().run(Seed.of(1));

  @Test
  void theMatrixIsTheLayerAndItsTransposeTheGradient() {
    assertThat(FOUND.number("product-difference")).isLessThan(1e-13);
    assertThat(FOUND.number("transpose-difference")).isLessThan(1e-13);
  }

  /** Of m rows in a block the padding cuts one weight off the first and one off the last. */
  @Test
  void theMatrixHoldsTheWeightsInBands() {
    int blocks = 2 * 3;

    assertThat(FOUND.number("weights")).isEqualTo(3 * blocks);
    assertThat(FOUND.number("entries")).isEqualTo(12 * 12 * blocks);
    assertThat(FOUND.number("not-zero")).isEqualTo((12 * 3 - 2) * blocks);
  }

  @Test
  void workGrowsWithTheLengthAndNotWithItsSquare() {
    assertThat(FOUND.number("layer-work-slope")).isCloseTo(1, within(1e-9));
    assertThat(FOUND.number("dense-work-slope")).isCloseTo(2, within(1e-9));
    assertThat(FOUND.number("layer-work")).isEqualTo(3 * 1024 * 2 * 3); // k·m·C·C′
    assertThat(FOUND.number("dense-work")).isEqualTo(1024.0 * 1024 * 2 * 3); // m²·C·C′
  }

  @Test
  void featuresMoveAlongButForTheEdges() {
    assertThat(FOUND.number("columns")).isEqualTo(15);
    assertThat(FOUND.number("columns-that-differ")).isEqualTo(FOUND.number("columns-at-the-edges"));
    assertThat(FOUND.number("difference-in-a-circle")).isZero();
    assertThat(FOUND.sentences()).anyMatch(said -> said.endsWith("in a circle they differ by 0."));
  }

  @Test
  void aStepOfTwoFollowsOnlyShiftsOfTwo() {
    assertThat(FOUND.number("stride-two-shift-two")).isZero();
    assertThat(FOUND.number("stride-two-shift-one")).isGreaterThan(0.1);
  }
}
