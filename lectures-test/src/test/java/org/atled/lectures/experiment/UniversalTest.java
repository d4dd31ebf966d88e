package org.atled.lectures.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.atled.core.random.Seed;
import org.atled.lectures.Findings;
import org.atled.lectures.matrix.Matrix;
import org.junit.jupiter.api.Test;

class UniversalTest {
  private static final Findings FINDINGS = new Universal().run(Seed.of(0));

  @Test
  void theErrorFallsAsTheSquareOfTheDistance() {
    assertThat(FINDINGS.number("slope")).isCloseTo(-2, within(0.05));
    assertThat(FINDINGS.number("last-share-of-bound")).isBetween(0.99, 1.000001);
  }

  @Test
  void theNetworkPassesThroughAnyPoints() {
    double[] x = {-1, 0.5, 0.75, 4};
    double[] y = {3, -2, 7, 7.5};

    Matrix said = Universal.through(x, y).forward(Matrix.column(x));

    assertThat(said.toDoubles()).containsExactly(y, within(1e-12));
    assertThat(FINDINGS.number("miss-at-points")).isLessThan(1e-14);
  }
}
