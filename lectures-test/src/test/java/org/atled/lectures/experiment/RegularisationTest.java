package org.atled.lectures.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.atled.core.random.Seed;
import org.atled.data.Split;
import org.atled.data.Toy;
import org.atled.lectures.Findings;
import org.junit.jupiter.api.Test;

class RegularisationTest {
  private static final Findings FINDINGS = new Regularisation().run(Seed.of(1), 1, 400);

  @Test
  void withoutRegularisationTheNetworkLearnsByHeart() {
    assertThat(FINDINGS.number("none-train-loss")).isLessThan(0.05);
    assertThat(FINDINGS.number("none-test-loss"))
        .isGreaterThan(10 * FINDINGS.number("none-train-loss"));
  }

  @Test
  void everyRegularisationLowersTheLossOnNewPoints() {
    for (String way : List.of("l2", "l1", "dropout", "early-stopping", "jitter")) {
      assertThat(FINDINGS.number(way + "-test-loss"))
          .as(way)
          .isLessThan(FINDINGS.number("none-test-loss"));
    }
  }

  @Test
  void theCourseBeginsWithTheFirstStep() {
    Split split = new Toy.Moons(0.3).generate(Seed.of(1), 20, 20);
    Plane train = Plane.of(split.train());
    Regulariser none = new Regulariser("none", "none", 0, 0, 0, 0, 0);

    assertThat(none.train(train, Plane.of(split.test()), 30, Seed.of(1)).steps())
        .containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 20, 30);
  }

  @Test
  void l1BringsMostWeightsNearZeroAndL2Fewer() {
    assertThat(FINDINGS.number("l1-near-zero"))
        .isGreaterThan(0.9)
        .isGreaterThan(FINDINGS.number("l2-near-zero"));
    assertThat(FINDINGS.number("l2-near-zero"))
        .isGreaterThan(2 * FINDINGS.number("none-near-zero"));
  }
}
