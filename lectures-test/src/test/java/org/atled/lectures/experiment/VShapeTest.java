package org.atled.lectures.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import org.atled.core.random.Seed;
import org.atled.lectures.Findings;
import org.junit.jupiter.api.Test;

class VShapeTest {
  private static final Findings FINDINGS = new VShape().run(Seed.of(1), 3, 800);

  /** The output unit is linear in the penultimate layer: that it finds all says it is separable. */
  @Test
  void twoHiddenUnitsMakeAVLinearlySeparable() {
    assertThat(FINDINGS.number("v-one-unit")).isLessThan(0.9);
    assertThat(FINDINGS.number("v-three-units")).isEqualTo(1);
    assertThat(FINDINGS.number("v-starts-that-find-all")).isGreaterThanOrEqualTo(1);
  }

  @Test
  void aWTakesFourLines() {
    assertThat(FINDINGS.number("w-two-hidden")).isLessThan(0.95);
    assertThat(FINDINGS.number("w-four-two-hidden")).isGreaterThan(0.98);
  }

  @Test
  void theContoursOfAUnitSayWhichSideIsHigh() {
    String svg = FINDINGS.illustrations().get(1).figure().toSvg();

    assertThat(svg).contains(">0.1</text>", ">0.9</text>");
  }
}
