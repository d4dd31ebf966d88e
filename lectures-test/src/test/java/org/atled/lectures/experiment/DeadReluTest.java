package org.atled.lectures.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.atled.core.random.Seed;
import org.atled.lectures.Findings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DeadReluTest {
  private static final Findings FOUND = new DeadRelu().run(Seed.of(0), 5, 400, 0.3, 3);

  @Test
  void deadUnitsStayDead() {
    assertThat(FOUND.number("relu-silent-at-start")).isEqualTo(1);
    assertThat(FOUND.number("relu-gradient-at-start")).isZero();
    assertThat(FOUND.number("relu-silent-at-end")).isEqualTo(1);
    assertThat(FOUND.number("relu-loss-at-end")).isCloseTo(StrictMath.log(2), within(1e-5));
  }

  @Test
  void aLeakWakesThem() {
    assertThat(FOUND.number("leaky-silent-at-start")).isEqualTo(1);
    assertThat(FOUND.number("leaky-gradient-at-start")).isPositive();
    assertThat(FOUND.number("leaky-silent-at-end")).isLessThan(0.9);
    assertThat(FOUND.number("leaky-loss-at-end")).isLessThan(0.1);
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
    assertThat(FOUND.number("relu-silent-at-rate-3.0"))
        .isGreaterThan(FOUND.number("relu-silent-at-rate-0.3") + 0.2);
    assertThat(FOUND.number("relu-accuracy-at-rate-3.0")).isLessThan(0.7);
    assertThat(FOUND.number("relu-accuracy-at-rate-0.3")).isGreaterThan(0.95);
    assertThat(FOUND.number("leaky-accuracy-at-rate-3.0")).isGreaterThan(0.95);
  }
}
