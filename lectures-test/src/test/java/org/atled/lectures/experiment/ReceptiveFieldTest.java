package org.atled.lectures.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.Locale;
import org.atled.core.random.Seed;
import org.atled.lectures.Findings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReceptiveFieldTest {
  private static final Findings FOUND = new ReceptiveField().run(Seed.of(1), 6, 5, 10, 20);

  /** AlexNet's and VGG-16's are those of Araujo, Norris and Sim 2019. */
  @Test
  void theFormulaIsWhatTheGradientReaches() {
    assertThat(FOUND.number("networks-that-differ")).isZero();
    assertThat(FOUND.number("five-layers-of-3-found")).isEqualTo(11);
    assertThat(FOUND.number("lenet-5-found")).isEqualTo(16);
    assertThat(FOUND.number("alexnet-found")).isEqualTo(195);
    assertThat(FOUND.number("vgg-16-found")).isEqualTo(212);
    assertThat(FOUND.number("resnet-18-found")).isEqualTo(435);
  }

  @Test
  void equalDilationLeavesGaps() {
    assertThat(FOUND.number("dilations-1-2-4-8-16-seen")).isEqualTo(63);
    assertThat(FOUND.number("dilations-2-2-2-2-2-found")).isEqualTo(21);
    assertThat(FOUND.number("dilations-2-2-2-2-2-seen")).isEqualTo(11);
  }

  @Test
  void whatMattersIsABellThatGrowsAsTheRootOfTheDepth() {
    assertThat(FOUND.number("from-bell")).isLessThan(0.15);
    assertThat(FOUND.number("effective-slope")).isBetween(0.4, 0.65);
    assertThat(FOUND.number("field-slope")).isGreaterThan(0.9);
    String wider =
        String.format(
            Locale.ROOT,
            "twice as deep is %.1f times as wide",
            Math.pow(2, FOUND.number("effective-slope")));
    assertThat(FOUND.sentences()).anyMatch(said -> said.contains(wider));
  }

  @Test
  void equalWeightsAreAsTheorySays() {
    for (int layers : new int[] {5, 10, 20}) {
      assertThat(FOUND.number("equal-width-" + layers))
          .isCloseTo(3.92 * Math.sqrt(2 * layers / 3.0), withinPercentage(4));
    }
  }

  @Test
  void dilationWidensWhatMatters() {
    assertThat(FOUND.number("effective-share-dilated"))
        .isGreaterThan(FOUND.number("effective-width") / 41 + 0.2);
  }
}
