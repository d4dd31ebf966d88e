package org.atled.lectures.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import org.assertj.core.data.Offset;
import org.atled.core.random.Seed;
import org.atled.lectures.Findings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DoubleDescentTest {
  private static final Findings FINDINGS = new DoubleDescent().quick(Seed.of(1));

  @Test
  void theErrorPeaksWhereThereAreAsManyFeaturesAsExamples() {
    assertThat(FINDINGS.number("peak-at")).isBetween(50.0, 70.0);
    assertThat(FINDINGS.number("peak"))
        .isGreaterThan(3 * FINDINGS.number("best-before"))
        .isGreaterThan(3 * FINDINGS.number("last"));
    assertThat(FINDINGS.number("last-train")).isLessThan(1e-6);
  }

  @Test
  void aPenaltyTakesThePeakAway() {
    assertThat(FINDINGS.number("penalised-at-peak"))
        .isLessThan(0.3 * FINDINGS.number("peak"))
        .isCloseTo(FINDINGS.number("last"), Offset.offset(0.3));
  }

  /** By hand: of all w with w₁ + w₂ = 2 the smallest is (1, 1), and λ = 2 halves it. */
  @Test
  void ofManyWeightsThatFitTheSmallestIsTaken() {
    double[][] phi = {{1, 1}};
    double[] y = {2};
    Offset<Double> near = Offset.offset(1e-7);

    assertThat(RandomFeatures.fitted(phi, y, 1e-9)).containsExactly(new double[] {1, 1}, near);
    assertThat(RandomFeatures.fitted(phi, y, 2)).containsExactly(new double[] {0.5, 0.5}, near);
    double[][] tall = {{1}, {1}};
    double[] both = {1, 3};
    assertThat(RandomFeatures.fitted(tall, both, 0)).containsExactly(new double[] {2}, near);
  }
}
