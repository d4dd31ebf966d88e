package org.atled.lectures.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import org.atled.core.random.Seed;
import org.atled.lectures.Findings;
import org.junit.jupiter.api.Test;

class CapacityTest {
  @Test
  void theErrorOnNewPointsFallsAndRisesAgain() {
    Findings found = new Capacity().run(Seed.of(0), 7, 2_000, 1, 2, 32);

    assertThat(found.numbers().values()).allSatisfy(error -> assertThat(error).isFinite());
    assertThat(found.number("train-1")).isGreaterThan(2 * found.number("train-2"));
    assertThat(found.number("train-2")).isGreaterThan(10 * found.number("train-32"));
    assertThat(found.number("test-1")).isGreaterThan(1.5 * found.number("test-2"));
    assertThat(found.number("test-32")).isGreaterThan(1.2 * found.number("test-2"));
    assertThat(found.number("best-units")).isEqualTo(2);
  }
}
