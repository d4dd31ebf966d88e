package org.atled.lectures.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.atled.core.random.Seed;
import org.atled.lectures.Findings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BatchNormalisationTest {
  private static final Findings FOUND =
      new BatchNormalisation().run(Seed.of(1), new NormedDepth.Size(10, 100, 1, 0.3));

  @Test
  void aDeepNetworkLearnsWithItAndNotWithout() {
    assertThat(FOUND.number("normed-best")).isLessThan(1.2);
    assertThat(FOUND.number("plain-best")).isGreaterThan(2.2);
  }

  @Test
  void theScaleOfWeightsCancels() {
    assertThat(FOUND.number("change-by-scale")).isLessThan(1e-11);
    assertThat(FOUND.number("change-by-scale-of-each")).isLessThan(1e-11);
    assertThat(FOUND.number("change-by-bias")).isLessThan(1e-11);
    assertThat(FOUND.number("layer-norm-change-by-scale")).isLessThan(1e-11);
    assertThat(FOUND.number("layer-norm-change-by-scale-of-each")).isGreaterThan(0.5);
    assertThat(FOUND.number("layer-norm-change-by-bias")).isGreaterThan(0.1);
  }

  @Test
  void theRateThatCountsIsOverTheSquareOfTheScale() {
    assertThat(FOUND.number("gradient-ratio")).isCloseTo(10, within(1e-9));
    assertThat(FOUND.number("losses-apart")).isLessThan(1e-9);
    assertThat(FOUND.number("share-with-the-same-rate")).isLessThan(0.5);
    assertThat(FOUND.number("growth-off")).isLessThan(1e-9);
  }

  @Test
  void theRunningMeanIsAsTheFormulaSays() {
    assertThat(FOUND.number("formula-off")).isLessThan(0.35);
    assertThat(FOUND.number("mean-of-all-slope")).isCloseTo(-0.5, within(0.1));
    assertThat(FOUND.number("running-mean-off")).isGreaterThan(0.05);
  }

  @Test
  void theTwoModesComeTogetherWithTheRootOfTheBatch() {
    assertThat(FOUND.number("modes-slope")).isCloseTo(-0.5, within(0.1));
  }

  @Test
  void whatIsSaidOfRatesFollowsTheirNumber() {
    assertThat(NormedDepth.judged(4, 3))
        .isEqualTo(
            "It learns at more rates; that scale does not matter, as is said below, may be why.");
    assertThat(NormedDepth.judged(3, 3)).isEqualTo("Here batch norm does not learn at more rates.");
  }

  @Test
  void ofScalesOnlyThoseMeasuredAreNamed() {
    assertThat(FOUND.sentences())
        .anyMatch(said -> said.contains("for c = 1e-4 and c = 1e4 no output changes by more than"));
  }
}
