package org.atled.lectures.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import org.atled.core.random.Seed;
import org.atled.lectures.Findings;
import org.junit.jupiter.api.Test;

class DropoutEnsembleTest {
  private static final Findings FINDINGS = new DropoutEnsemble().quick(Seed.of(1));

  @Test
  void withOneHiddenLayerTheScaledNetworkIsTheGeometricMeanOfAllSubnetworks() {
    assertThat(FINDINGS.number("exact-difference")).isLessThan(1e-12);
  }

  @Test
  void withTwoTheAveragesComeNearItButAreNotIt() {
    assertThat(FINDINGS.number("average-distance")).isLessThan(FINDINGS.number("single-distance"));
    assertThat(FINDINGS.number("geometric-distance"))
        .isLessThan(0.5 * FINDINGS.number("single-distance"))
        .isGreaterThan(1e-6);
  }

  @Test
  void onNewPointsTheAverageAndTheScaledNetworkAreBetterThanOneSubnetwork() {
    assertThat(FINDINGS.number("average-loss")).isLessThan(FINDINGS.number("single-loss"));
    assertThat(FINDINGS.number("scaled-loss")).isLessThan(FINDINGS.number("single-loss"));
  }
}
