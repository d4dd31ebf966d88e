package org.atled.lectures.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.atled.core.random.Seed;
import org.atled.lectures.Findings;
import org.junit.jupiter.api.Test;

class DropoutEnsembleTest {
  private final Findings findings =
      new DropoutEnsemble().run(Seed.of(1), 1, 300, List.of(1, 10, 100));

  @Test
  void withOneHiddenLayerTheScaledNetworkIsTheGeometricMeanOfAllSubnetworks() {
    assertThat(findings.number("exact-difference")).isLessThan(1e-12);
  }

  @Test
  void withTwoTheAveragesComeNearItButAreNotIt() {
    assertThat(findings.number("average-distance")).isLessThan(findings.number("single-distance"));
    assertThat(findings.number("geometric-distance"))
        .isLessThan(0.5 * findings.number("single-distance"))
        .isGreaterThan(1e-6);
  }

  @Test
  void onNewPointsTheAverageAndTheScaledNetworkAreBetterThanOneSubnetwork() {
    assertThat(findings.number("average-loss")).isLessThan(findings.number("single-loss"));
    assertThat(findings.number("scaled-loss")).isLessThan(findings.number("single-loss"));
  }
}
