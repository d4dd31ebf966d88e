package org.atled.lectures.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.atled.core.random.Seed;
import org.atled.lectures.Findings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DeadReluTest {
  private final Findings found = new DeadRelu().run(Seed.of(0), 5, 400, 0.3, 3);

  @Test
  void deadUnitsStayDead() {
    assertThat(found.number("relu-silent-at-start")).isEqualTo(1);
    assertThat(found.number("relu-gradient-at-start")).isZero();
    assertThat(found.number("relu-silent-at-end")).isEqualTo(1);
    assertThat(found.number("relu-loss-at-end")).isCloseTo(StrictMath.log(2), within(1e-5));
  }

  @Test
  void aLeakWakesThem() {
    assertThat(found.number("leaky-silent-at-start")).isEqualTo(1);
    assertThat(found.number("leaky-gradient-at-start")).isPositive();
    assertThat(found.number("leaky-silent-at-end")).isLessThan(0.9);
    assertThat(found.number("leaky-loss-at-end")).isLessThan(0.1);
  }

  @Test
  void whatIsNoNumberIsNotReadAsAlive() {
    Findings thrown = new DeadRelu().run(Seed.of(0), 1, 20, 0.3, 1e9);

    assertThat(thrown.number("leaky-lost-at-rate-0.3")).isZero();
    assertThat(thrown.number("leaky-lost-at-rate-1.0E9")).isEqualTo(1);
    assertThat(thrown.number("leaky-silent-at-rate-1.0E9")).isNaN();
  }

  @Test
  void largeStepsKillAndSmallOnesDoNot() {
    assertThat(found.number("relu-silent-at-rate-3.0"))
        .isGreaterThan(found.number("relu-silent-at-rate-0.3") + 0.2);
    assertThat(found.number("relu-accuracy-at-rate-3.0")).isLessThan(0.7);
    assertThat(found.number("relu-accuracy-at-rate-0.3")).isGreaterThan(0.95);
    assertThat(found.number("leaky-accuracy-at-rate-3.0")).isGreaterThan(0.95);
  }
}
