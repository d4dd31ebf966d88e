package org.atled.lectures.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.atled.core.random.Seed;
import org.atled.lectures.Findings;
import org.junit.jupiter.api.Test;

class RandomFourierTest {
  private static final Findings FINDINGS = new RandomFourier().run(Seed.of(1), 3, 300, 8, 32, 128);

  @Test
  void learnedFeaturesNeedFewerUnitsAndManyFixedOnesDo() {
    assertThat(FINDINGS.number("learned-8")).isGreaterThan(FINDINGS.number("fixed-8") + 0.05);
    assertThat(FINDINGS.number("fixed-128")).isGreaterThan(0.95);
  }

  @Test
  void fixedFeaturesApproachTheKernelLikeOneOverTheRoot() {
    assertThat(FINDINGS.number("kernel-slope")).isCloseTo(-0.5, within(0.2));
  }
}
