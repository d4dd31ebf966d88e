package org.atled.lectures.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import org.atled.core.random.Seed;
import org.atled.lectures.Findings;
import org.junit.jupiter.api.Test;

class ResidualDepthTest {
  @Test
  void onlyResidualNetworksLearnWhenTheyAreVeryDeep() {
    Findings found = new ResidualDepth().run(Seed.of(0), 3, 150, 4, 32);

    assertThat(found.numbers().values()).allSatisfy(end -> assertThat(end).isFinite());
    assertThat(found.number("residual-loss-66")).isLessThan(0.1);
    assertThat(found.number("plain-loss-66")).isGreaterThan(0.2);
    assertThat(found.number("plain-loss-10")).isLessThan(0.1);
    assertThat(found.number("residual-accuracy-66"))
        .isGreaterThan(found.number("plain-accuracy-66"));
  }
}
