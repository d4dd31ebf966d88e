package org.atled.lectures.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.atled.core.random.Seed;
import org.atled.lectures.Findings;
import org.junit.jupiter.api.Test;

class RegularisationTest {
  private final Findings findings = new Regularisation().run(Seed.of(1), 2, 600);

  @Test
  void withoutRegularisationTheNetworkLearnsByHeart() {
    assertThat(findings.number("none-train-loss")).isLessThan(0.05);
    assertThat(findings.number("none-test-loss"))
        .isGreaterThan(10 * findings.number("none-train-loss"));
  }

  @Test
  void everyRegularisationLowersTheLossOnNewPoints() {
    for (String way : List.of("l2", "l1", "dropout", "early-stopping", "jitter")) {
      assertThat(findings.number(way + "-test-loss"))
          .as(way)
          .isLessThan(findings.number("none-test-loss"));
    }
  }

  @Test
  void l1BringsMostWeightsNearZeroAndL2Fewer() {
    assertThat(findings.number("l1-near-zero"))
        .isGreaterThan(0.9)
        .isGreaterThan(findings.number("l2-near-zero"));
    assertThat(findings.number("l2-near-zero"))
        .isGreaterThan(2 * findings.number("none-near-zero"));
  }
}
